/** The German texts of the preview beside the form. */
import type { englishPreviewTexts } from './en-preview.js';

export const germanPreviewTexts: Record<keyof typeof englishPreviewTexts, string> = {
  'preview.title': 'Vorschau',
  'preview.help': 'Was Leserinnen und Leser mit den Einstellungen sähen, wie sie hier stehen.',
  'preview.process': 'Angezeigt wird',
  'preview.sso-login': 'Anmeldung',
  'preview.sso-register': 'Registrierung',
  'preview.sso-account-connect': 'Kontoverknüpfung',
  'preview.sso-password-forgotten': 'Passwort vergessen',
  'preview.sso-auth': 'Alles in einem',
  'preview.language': 'Sprache',
  'preview.width': 'Breite',
  'preview.full': 'Ganze Breite',
  'preview.phone': '360 Pixel',
  'preview.scheme': 'Farben',
  'preview.page': 'Wie diese Seite',
  'preview.light': 'Hell',
  'preview.dark': 'Dunkel',
  'preview.submit': 'Dies ist eine Vorschau: Gesendet wird nichts.',
  'preview.link': 'Dies ist eine Vorschau: Ihre Links führen nirgendwohin.',
  'preview.failed': 'Die Vorschau ließ sich nicht aktualisieren: Sie zeigt vielleicht einen früheren Stand.',
  'preview.partly': 'Einstellungen, die noch nicht stimmen, fehlen in der Vorschau.',
  'preview.domain': 'Gezeigt wird sie wie auf einer erlaubten Domain.',
  'preview.google': 'Googles Knopf ist nicht zu sehen: Die Vorschau lädt Googles Skript nicht.',
};

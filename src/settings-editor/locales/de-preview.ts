/** The German texts of the preview beside the form. */
import type { englishPreviewTexts } from './en-preview.js';

export const germanPreviewTexts: Record<keyof typeof englishPreviewTexts, string> = {
  'preview.title': 'Vorschau',
  'preview.help': 'Was Leserinnen und Leser mit diesen Einstellungen sehen würden.',
  'preview.process': 'Formular',
  'preview.sso-login': 'Anmeldung',
  'preview.sso-register': 'Registrierung',
  'preview.sso-account-connect': 'Abo verknüpfen',
  'preview.sso-password-forgotten': 'Passwort vergessen',
  'preview.sso-auth': 'Alles in einem',
  'preview.sso-consents': 'Werbeeinwilligungen',
  'preview.language': 'Sprache',
  'preview.width': 'Breite',
  'preview.full': 'Ganze Breite',
  'preview.phone': '360 Pixel',
  'preview.scheme': 'Farben',
  'preview.page': 'Wie die Seite',
  'preview.light': 'Hell',
  'preview.dark': 'Dunkel',
  'preview.submit': 'Dies ist eine Vorschau: Es wird nichts gesendet.',
  'preview.link': 'Dies ist eine Vorschau: Links führen nirgendwohin.',
  'preview.failed': 'Die Vorschau konnte nicht aktualisiert werden. Sie zeigt vielleicht einen früheren Stand.',
  'preview.partly': 'Einstellungen mit Fehlern fehlen in der Vorschau.',
  'preview.domain': 'Die Vorschau verhält sich wie auf einer erlaubten Domain.',
  'preview.google': 'Der Google-Knopf fehlt: Die Vorschau lädt das Skript von Google nicht.',
};

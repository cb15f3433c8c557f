import { str } from './messages.js';

/** German (Sie) texts of the first screen: in the entry, so that no language needs a second request before the first paint. */
export const firstTextsDe = {
  'login.title': 'Anmelden',
  'login.identifier': 'E-Mail-Adresse oder Benutzername',
  'login.password': 'Passwort',
  'login.forgot': 'Passwort vergessen?',
  'login.register': 'Registrieren',
  'login.connect': 'Abo verknüpfen',
  stay: 'Angemeldet bleiben',
  'password.show': 'Passwort anzeigen',
  'field.missing': str`${0} fehlt.`,
  'field.too-long': 'Höchstens 100 Zeichen.',
  wait: 'Bitte warten …',
  retry: 'Erneut versuchen',
  'problem.wrong-credentials': 'Diese Angaben passen nicht zusammen, oder Sie brauchen ein neues Passwort.',
  'problem.offline': 'Keine Verbindung. Ihre Eingaben sind noch da.',
  'problem.chunk-failed':
    'Ein Teil dieser Seite konnte nicht geladen werden. Bitte versuchen Sie es noch einmal oder laden Sie die Seite neu.',
  'problem.general': 'Das hat nicht geklappt. Ihre Eingaben sind noch da.',
  'done.title': 'Sie sind angemeldet.',
};

/** German (Sie) texts of the first screen: in the entry, so that no language needs a second request before the first paint. */
export const firstTextsDe = {
  'login.title': 'Anmelden',
  'login.identifier': 'E-Mail oder Benutzername',
  'login.password': 'Passwort',
  'login.forgot': 'Passwort vergessen?',
  'login.register': 'Konto anlegen',
  'login.connect': 'Vorhandenes Abo verknüpfen',
  'password.show': 'Passwort anzeigen',
  'field.missing': 'Bitte füllen Sie dieses Feld aus.',
  'field.too-long': 'Höchstens 100 Zeichen.',
  wait: 'Bitte warten …',
  retry: 'Erneut versuchen',
  'problem.wrong-credentials':
    'Diese Anmeldedaten passen nicht zusammen. Bitte prüfen Sie E-Mail oder Benutzername und Passwort.',
  'problem.offline': 'Keine Verbindung. Ihre Eingaben sind noch da.',
  'problem.general': 'Das hat nicht geklappt. Ihre Eingaben sind noch da.',
  'done.title': 'Sie sind angemeldet.',
};

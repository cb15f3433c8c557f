/** Stands in for Google's script, as a page that includes it itself has it: a button that answers with a token at once. */
export function provideGoogle(token: string | (() => string) = 'id-token'): void {
  let callback: ((answer: { credential: string }) => void) | undefined;
  window.google = {
    accounts: {
      id: {
        initialize: (options) => (callback = options.callback),
        renderButton: (parent, { click_listener: listener }) => {
          const button = Object.assign(document.createElement('button'), { textContent: 'Google' });
          button.onclick = () => {
            listener();
            callback?.({ credential: typeof token === 'string' ? token : token() });
          };
          parent.append(button);
        },
      },
    },
  };
}

/** Set up once a page, as the elements do. */
export const googleClientId = 'publisher.apps.googleusercontent.test';

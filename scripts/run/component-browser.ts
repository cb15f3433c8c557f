/** What Vitest starts the browser of the component tests with. */
import { playwright, PlaywrightBrowserProvider } from '@vitest/browser-playwright';
import type { Frame } from 'playwright';
import type { BrowserConfigOptions } from 'vitest/node';
import { chromiumArgs, findLightBrowser } from './browser.js';
import { firefoxLaunch, type Engine } from './engine.js';

function chromium(): BrowserConfigOptions {
  const executablePath = findLightBrowser();
  return {
    provider: playwright({ launchOptions: { args: chromiumArgs, ...(executablePath && { executablePath }) } }),
    instances: [{ browser: 'chromium' }],
  };
}

/** Vitest finds the tests' frame by its name, and Playwright knows no frame's name in Firefox: there it is the only one of its page. */
class FramesWithoutNames extends PlaywrightBrowserProvider {
  override getCommandsContext(session: string): ReturnType<PlaywrightBrowserProvider['getCommandsContext']> {
    const context = super.getCommandsContext(session);
    const frame = async (): Promise<Frame> => {
      const [found] = context.page.mainFrame().childFrames();
      if (!found) throw new Error('The page of the component tests has no frame');
      return found;
    };
    return { ...context, frame };
  }
}

/** Playwright cannot click in a scaled frame there, and Vitest scales frames that do not fit: the window is high enough, and nothing is scaled. */
function firefox(): BrowserConfigOptions {
  const unscaled = '#vitest-tester { transform: none !important }';
  const content = `document.head.append(Object.assign(document.createElement('style'), { textContent: '${unscaled}' }))`;
  const options = { launchOptions: firefoxLaunch(), contextOptions: { viewport: { width: 1280, height: 1000 } } };
  return {
    provider: { ...playwright(options), providerFactory: (project) => new FramesWithoutNames(project, options) },
    instances: [{ browser: 'firefox' }],
    orchestratorScripts: [{ content }],
  };
}

const browsers = { chromium, firefox } as const satisfies Record<Engine, () => BrowserConfigOptions>;

export const componentBrowser = (engine: Engine): BrowserConfigOptions => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  ...browsers[engine](),
});

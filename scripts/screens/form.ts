/** The form that a scene shows, and what it waits for there. */
import type { Page } from 'playwright';

export const form = (page: Page) =>
  page.locator('sso-login, sso-register, sso-account-connect, sso-password-forgotten, sso-auth');
export const alert = (page: Page) => form(page).getByRole('alert').waitFor();
export const email = 'ada.lovelace@example.org';
export const heading = (page: Page, name: string) => form(page).getByRole('heading', { name, exact: true }).waitFor();

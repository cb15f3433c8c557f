import { ofDocument } from '../../shared/of-document.js';

/** Leaves the page with a form post, so that no field stands in an address. */
export function postForm(action: string, fields: Record<string, string>): void {
  const create = ofDocument('createElement').bind(document);
  const form = Object.assign(create('form'), { method: 'post', action, hidden: true });
  for (const [name, value] of Object.entries(fields)) form.append(Object.assign(create('input'), { name, value }));
  ofDocument('body').append(form);
  form.submit();
  form.remove();
}

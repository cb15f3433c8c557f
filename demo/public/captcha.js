/** The stand-in's widget: who ticks the box gets a token, and only then is it ticked. A token counts once. */
const widgets = [...document.querySelectorAll('[data-captcha]')].map((widget) => ({
  box: widget.querySelector('[type=checkbox]'),
  field: widget.querySelector('[type=hidden]'),
}));

for (const { box, field } of widgets) {
  box.addEventListener('click', async (event) => {
    event.preventDefault();
    if (field.value) return;
    const response = await fetch('/simulator/captcha/token', { method: 'POST' });
    if (!response.ok) return;
    field.value = (await response.json()).token;
    box.checked = true;
  });
}
document.addEventListener('sso-captcha', ({ used }) => {
  if (!used) return;
  for (const { box, field } of widgets) {
    box.checked = false;
    field.value = '';
  }
});

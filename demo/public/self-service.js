/** The only script of the frame: hands the token to the vendor in the body of a form, and takes it out of the page. */
const form = document.querySelector('form');
form.submit();
form.remove();

// Static files: the page is rendered by Node when it is built.
export default { output: 'export', basePath: '/next', trailingSlash: true };

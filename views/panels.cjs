/** The pages of all panels in one script, as they share most of it; a page is known by its `main` (shell.ts). */
const pages = {
  results: () => require('./results-view.ts'),
  preview: () => require('./preview-view.ts'),
  history: () => require('./history-view.ts'),
  comparison: () => require('./comparison-view.ts'),
};
pages[document.querySelector('main').id]();

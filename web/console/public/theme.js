// Before the first paint: the theme and language chosen last time.
(function () {
  try {
    var root = document.documentElement;
    var theme = localStorage.getItem('td.theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    var locale = localStorage.getItem('td.locale') || navigator.language;
    root.lang = /^zh/i.test(locale) ? 'zh-CN' : 'en';
  } catch {
    // Storage may be closed to us; the system's theme is fine.
  }
})();

// Marks the page before it is painted: that scripts run, or that the browser is too old for the others and the style. Written in what every browser understands.
(function () {
  var root = document.documentElement
  var can = Object.hasOwn && [].findLast && [].at && "".replaceAll && root.replaceChildren && window.Intl && Intl.ListFormat
    && window.CSS && CSS.supports && CSS.supports("selector(:is(a))") && CSS.supports("selector(:focus-visible)")
  if (can) root.className = root.className.replace("no-js", "js")   // the theme says so only once all has been read
  else root.setAttribute("data-too-old", "")
})()

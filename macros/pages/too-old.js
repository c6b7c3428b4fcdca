// Marks the page when the browser is too old for the other scripts and the style. Written in what every browser understands.
(function () {
  var root = document.documentElement
  var can = Object.hasOwn && [].findLast && [].at && "".replaceAll && root.replaceChildren && window.Intl && Intl.ListFormat
    && window.CSS && CSS.supports && CSS.supports("selector(:is(a))") && CSS.supports("selector(:focus-visible)")
  if (!can) root.setAttribute("data-too-old", "")
})()

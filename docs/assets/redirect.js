// Goes on to where a page now stands, with what stood behind the address; without JavaScript the page does so itself.
const { href } = document.querySelector("[data-target]")
location.replace(href.includes("#") ? href : href + location.search + location.hash)

// Goes on to where a page now stands, with what stood behind the address; without JavaScript the page does so itself.
const targets = [...document.querySelectorAll("[data-target]")]
const { href } = targets.find(target => target.dataset.target === Address.read(location.hash)) ?? targets[0]
location.replace(href.includes("#") ? href : href + location.search + location.hash)

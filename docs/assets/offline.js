// In the copy for without network: a browser starts no worker from a folder, so the search runs in a hidden frame instead.
if (location.protocol === "file:") globalThis.Worker = class extends EventTarget {
  constructor(url) {
    super()
    const frame = document.createElement("iframe"), script = document.createElement("script")
    frame.hidden = true
    script.src = url
    frame.srcdoc = script.outerHTML
    this.ready = new Promise(done => frame.addEventListener("load", () => done(frame.contentWindow)))
    // The script posts to the frame itself; only what it posts is trusted, what we hand it below is not.
    this.ready.then(scope => scope.addEventListener("message", event => {
      if (event.isTrusted) this.dispatchEvent(new MessageEvent("message", { data: event.data }))
    }))
    document.documentElement.append(frame)
  }

  postMessage(data) { this.ready.then(scope => scope.dispatchEvent(new scope.MessageEvent("message", { data }))) }
  terminate() {}
}

// In the copy for without network: a browser starts no worker from a folder, so the search runs in a hidden frame instead.
if (location.protocol === "file:") globalThis.Worker = class extends EventTarget {
  constructor(url) {
    super()
    const frame = document.createElement("iframe"), script = document.createElement("script")
    frame.hidden = true
    script.src = url
    frame.srcdoc = script.outerHTML
    this.ready = new Promise(done => frame.addEventListener("load", () => done(frame.contentWindow)))
    // What the script posts comes straight to us: Safari delivers no message within a page opened from a folder.
    this.ready.then(scope => { scope.postMessage = data => this.dispatchEvent(new MessageEvent("message", { data })) })
    document.documentElement.append(frame)
  }

  postMessage(data) { this.ready.then(scope => scope.dispatchEvent(new scope.MessageEvent("message", { data }))) }
  terminate() {}
}

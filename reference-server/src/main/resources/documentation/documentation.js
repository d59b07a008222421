'use strict';

// The servers in the document are examples. Requests from this page go to the server that the page came from.
function toThisServer(request) {
  const url = new URL(request.url, document.baseURI);
  if (url.origin !== location.origin) {
    request.url = new URL('.' + url.pathname + url.search, document.baseURI).href;
  }
  return request;
}

SwaggerUIBundle({
  url: 'openapi.yaml',
  domNode: document.getElementById('page'),
  requestInterceptor: toThisServer,
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  validatorUrl: null,
});

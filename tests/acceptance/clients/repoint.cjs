// Stands in for what an operator does where a client has its host built in: a name in their own network that leads to
// Rejoinder, and a proxy that ends TLS there. Loaded with node --require; REJOINDER_URL says where Rejoinder is.
"use strict";
const http = require("node:http");
const https = require("node:https");

const server = new URL(process.env.REJOINDER_URL);
const theirs = /^(?:commentanalyzer\.googleapis\.com|(?:[a-z0-9]+\.)?rest\.akismet\.com)$/;
const { request } = https;

https.request = function (...args) {
  const given = typeof args[0] === "string" || args[0] instanceof URL ? new URL(args[0]) : args[0];
  const options = { ...(given instanceof URL ? { path: given.pathname + given.search } : given), ...(given === args[0] ? {} : args[1]) };
  const host = String(given.hostname || given.host || "").split(":")[0];
  if (!theirs.test(host)) {
    return request.apply(https, args);
  }
  const answered = args.find((arg) => typeof arg === "function");
  const headers = { ...options.headers, host };
  const there = { ...options, protocol: "http:", host: server.hostname, hostname: server.hostname, port: server.port };
  return http.request({ ...there, headers, agent: undefined, agents: undefined, servername: undefined }, answered);
};
https.get = function (...args) {
  const sent = https.request(...args);
  sent.end();
  return sent;
};

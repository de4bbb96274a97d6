// @conversationai/perspectiveapi-js-client, whose address is a member of the client.
"use strict";
const { Client } = require("@conversationai/perspectiveapi-js-client");
const { tell, failure } = require("./told.cjs");

const [, , url, key, insult, thanks] = process.argv;
tell(async () => {
  const client = new Client(key);
  const hard = await client.getScores(insult, { attributes: ["TOXICITY", "SPAM"] });
  client.perspectiveApiUrl = `${url}/perspective/v1alpha1/comments:analyze?key=${key}`;
  return { insult: hard, thanks: await client.getScores(thanks), empty: await failure(client.getScores("")) };
});

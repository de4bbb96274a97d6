// OpenAI's own client, by its baseURL.
import OpenAI from "openai";
import told from "./told.cjs";

const [, , baseURL, apiKey, insult, thanks] = process.argv;
const client = new OpenAI({ apiKey, baseURL });
told.tell(async () => ({
  listed: await client.moderations.create({ input: [thanks, insult], model: "omni-moderation-latest" }),
  parts: await client.moderations.create({ input: [{ type: "text", text: insult }] }),
  empty: await told.failure(client.moderations.create({ input: "" })),
  wrong: await told.failure(client.withOptions({ apiKey: "wrong" }).moderations.create({ input: insult })),
}));

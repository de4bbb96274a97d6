// @cedx/akismet, by its baseUrl.
import { Author, Blog, CheckResult, Client, Comment } from "@cedx/akismet";
import told from "./told.cjs";

const [, , baseUrl, key, spam, thanks] = process.argv;
const client = new Client(key, new Blog({ url: "https://news.example.org" }), { baseUrl });
const comment = (content) => new Comment({ author: new Author({ ipAddress: "203.0.113.7" }), content });
told.tell(async () => {
  await client.submitSpam(comment(spam));
  await client.submitHam(comment(thanks));
  return {
    verified: await client.verifyKey(),
    spam: (await client.checkComment(comment(spam))) === CheckResult.spam,
    ham: (await client.checkComment(comment(thanks))) === CheckResult.ham,
  };
});

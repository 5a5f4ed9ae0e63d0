// SPDX-License-Identifier: Apache-2.0
// One call of the Container Runtime Interface, as kubelet makes it: cri.mjs PROTO SOCKET METHOD REQUEST [FIELD]
// REQUEST is JSON; the answer is printed as JSON, or of it the field with this path (a.b.0.c).
import grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";

const [proto, socket, method, request = "{}", field] = process.argv.slice(2);
const definition = loadSync(proto, {
  keepCase: true,
  longs: Number,
  enums: String,
  bytes: String,
  defaults: true,
});
const { RuntimeService } = grpc.loadPackageDefinition(definition).runtime.v1;
const client = new RuntimeService(`unix://${socket}`, grpc.credentials.createInsecure());

function show(answer) {
  if (field === undefined) return JSON.stringify(answer);
  const value = field.split(".").reduce((one, key) => one?.[key], answer);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const deadline = Date.now() + 60_000;
client[method](JSON.parse(request), { deadline }, (error, answer) => {
  if (error !== null) {
    console.error(error.details ?? error.message);
    process.exitCode = 1;
  } else console.log(show(answer));
  client.close();
});

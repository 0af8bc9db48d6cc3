// Transforms pairs of operations with the transformer of the unmodified Convergence client.
//
//   node transformer.cjs NODE_MODULES
//
// NODE_MODULES holds the package @convergence/convergence. Each line of the input is a pair, "SERVER CLIENT", each an
// OperationData message in base64; each line of the output is the pair as it is transformed, or "! why not".

"use strict";

const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const vm = require("node:vm");

const file = path.resolve(process.argv[2], "@convergence/convergence/convergence.js");
const inside = ["ROOT", "OperationTransformer", "TransformationFunctionRegistry", "toOperation", "toIOperationData"];

/** The package exports none of these: its text is run as a module with one more line at its end. */
function internals() {
    const text = `${readFileSync(file, "utf8")}\nexports.internals = { ${inside.join(", ")} };`;
    const module = { exports: {} };
    const run = vm.runInThisContext(`(function (exports, require, module) {${text}\n})`, { filename: file });
    run(module.exports, createRequire(file), module);
    return module.exports.internals;
}

const { ROOT, OperationTransformer, TransformationFunctionRegistry, toOperation, toIOperationData } = internals();
const transformer = new OperationTransformer(new TransformationFunctionRegistry());
const Data = ROOT.lookupType("com.convergencelabs.convergence.proto.model.OperationData");

function decode(text) {
    const data = Data.decode(Buffer.from(text, "base64"));
    const members = data.compoundOperation ? data.compoundOperation.operations : [data.discreteOperation];
    for (const { objectSetOperation } of members) {
        // The client cannot read an object set without properties, which it can make and transform.
        if (objectSetOperation && Object.keys(objectSetOperation.values).length === 0) {
            objectSetOperation.values = {};
        }
    }
    return toOperation(data);
}

function encode(operation) {
    return Buffer.from(Data.encode(Data.fromObject(toIOperationData(operation))).finish()).toString("base64");
}

function transform(line) {
    try {
        const [server, client] = line.split(" ").map(decode);
        const { serverOp, clientOp } = transformer.transform(server, client);
        return `${encode(serverOp)} ${encode(clientOp)}\n`;
    } catch (reason) {
        return `! ${String(reason && reason.message).replaceAll("\n", " ")}\n`;
    }
}

async function main() {
    let rest = "";
    for await (const chunk of process.stdin.setEncoding("ascii")) {
        const lines = (rest + chunk).split("\n");
        rest = lines.pop();
        if (!process.stdout.write(lines.map(transform).join(""))) {
            await new Promise((resolve) => process.stdout.once("drain", resolve));
        }
    }
}

main();

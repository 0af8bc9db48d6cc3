// Queries of models: rows M26 to M28 of the feature checklist.

import assert from "node:assert/strict";
import { after } from "node:test";
import convergence from "@convergence/convergence";
import { Person } from "../harness/person.mjs";
import { Server } from "../harness/server.mjs";
import { agreed, fails, fresh, people, suite, test } from "../harness/suite.mjs";

const { ModelPermissions } = convergence;

const server = await suite();

const DATE = new Date(1_700_000_000_123);

/** Models of a new collection by their names, which are also what `name` is in them. */
async function collection(person, models) {
    const name = fresh("q");
    for (const [id, data] of Object.entries(models)) {
        await person.domain.models().create({ collection: name, id: `${name}-${id}`, data: { name: id, ...data } });
    }
    return name;
}

async function names(person, query) {
    const found = await person.domain.models().query(query);
    return found.data.map((model) => model.data.name);
}

test("M26 query: whole models with what is known of them", async () => {
    const [ada] = await people(server, "ada");
    const data = {
        text: "it's \"ä😀\"",
        list: ["a", [1, { x: null }], true],
        object: { "a b": 1.5, deep: { deeper: { deepest: "down here" } } },
        number: -2,
        flag: false,
        nothing: null,
        date: DATE,
    };
    const c = await collection(ada, { one: data });

    const found = await ada.domain.models().query(`SELECT * FROM ${c}`);

    assert.deepEqual([found.offset, found.totalResults, found.data.length], [0, 1, 1]);
    const [model] = found.data;
    assert.deepEqual([model.collectionId, model.modelId, model.version], [c, `${c}-one`, 1]);
    assert.ok(model.created instanceof Date && Math.abs(model.created - Date.now()) < 60_000);
    assert.deepEqual(model.modified, model.created);
    assert.deepEqual(model.data, {
        name: "one",
        ...data,
        date: { $$convergence_type: "date", date: DATE.getTime() },
    });
    const empty = await ada.domain.models().query(`SELECT * FROM ${fresh("none")}`);
    assert.deepEqual([empty.offset, empty.totalResults, empty.data], [0, 0, []]);
});

test("M26 query: an edit is found as soon as it is acknowledged", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const c = await collection(ada, { one: { n: 0, text: "abc" } });
    const models = [await ada.domain.models().open(`${c}-one`), await bob.domain.models().open(`${c}-one`)];
    for (let n = 1; n <= 20; n++) {
        models[n % 2].elementAt("n").value(n);
        await agreed(models);
        const found = await ada.domain.models().query(`SELECT n FROM ${c} WHERE n = ${n} AND @version = ${n + 1}`);
        assert.deepEqual(
            found.data.map((model) => [model.data, model.version]),
            [[{ n }, n + 1]],
        );
    }
    models[0].elementAt("text").insert(1, "🙂");
    await agreed(models);
    assert.deepEqual(await names(bob, `SELECT * FROM ${c} WHERE text = 'a🙂bc'`), ["one"]);
    await ada.domain.models().remove(`${c}-one`);
    assert.deepEqual(await names(bob, `SELECT * FROM ${c}`), []);
});

test("M26 query: only models that one may read are found", async () => {
    const [ada, bob] = await people(server, "ada", "bob");
    const anon = new Person(server, "anon");
    const c = await collection(ada, { open: {}, secret: {}, shared: {} });
    const permissions = (id) => ada.domain.models().permissions(`${c}-${id}`);
    const none = ModelPermissions.fromJSON({ read: false, write: false, remove: false, manage: false });
    const all = ModelPermissions.fromJSON({ read: true, write: true, remove: true, manage: true });
    for (const id of ["secret", "shared"]) {
        await permissions(id).setOverridesCollection(true);
        await permissions(id).setWorldPermissions(none);
    }
    await permissions("shared").setUserPermissions("bob", all);
    const query = `SELECT * FROM ${c} ORDER BY name`;

    assert.deepEqual(await names(ada, query), ["open", "secret", "shared"]);
    const found = await bob.domain.models().query(query);
    assert.deepEqual(
        [found.totalResults, found.data.map((model) => model.data.name)],
        [2, ["open", "shared"]],
    );
    assert.deepEqual(await names(bob, `SELECT * FROM ${c} WHERE NOT name = 'open'`), ["shared"]);
    await permissions("shared").setUserPermissions("bob", none);
    await permissions("secret").setOverridesCollection(false);
    assert.deepEqual(await names(bob, query), ["open", "secret"]);
    await anon.leave();
});

const PEOPLE = {
    ann: { age: 31, city: { name: "Bern" }, tags: ["x", "y"], active: true, born: new Date(-5) },
    bob: { age: 25, city: { name: "Aarau" }, tags: ["y"], active: false, born: DATE },
    cid: { age: 40, city: { name: "Basel" }, tags: [], active: true, "@home": "yes" },
    dan: { age: "25", city: "Bern", active: true, price: 2, count: 4 },
};

test("M27 query: fields", async () => {
    const [ada] = await people(server, "ada");
    const c = await collection(ada, PEOPLE);
    const data = async (fields, id) => {
        const found = await ada.domain.models().query(`SELECT ${fields} FROM ${c} WHERE name = '${id}'`);
        assert.equal(found.data.length, 1);
        return found.data[0].data;
    };

    assert.deepEqual(await data("age, city.name, tags[1], tags[5], born", "ann"), {
        age: 31,
        "city.name": "Bern",
        "tags[1]": "y",
        born: { $$convergence_type: "date", date: -5 },
    });
    assert.deepEqual(await data("city AS place, `age` AS years", "bob"), { place: { name: "Aarau" }, years: 25 });
    assert.deepEqual(await data("@@home", "cid"), { "@home": "yes" });
    assert.deepEqual(await data("nothing", "cid"), {});
    assert.deepEqual(await data("", "dan"), { name: "dan", ...PEOPLE.dan });
});

test("M27 query: WHERE", async () => {
    const [ada] = await people(server, "ada");
    const c = await collection(ada, PEOPLE);
    const found = (condition) => names(ada, `select * from ${c} where ${condition} order by name`);

    assert.deepEqual(await found("age > 25"), ["ann", "cid"]);
    assert.deepEqual(await found("age >= 25 AND age <= 31"), ["ann", "bob"]);
    assert.deepEqual(await found("age != 25"), ["ann", "cid"]);
    assert.deepEqual(await found("age = '25'"), ["dan"]);
    assert.deepEqual(await found("NOT age != 25"), ["bob", "dan"]);
    assert.deepEqual(await found("city.name = \"Bern\" OR city = 'Bern'"), ["ann", "dan"]);
    assert.deepEqual(await found("city.name LIKE 'B%'"), ["ann", "cid"]);
    assert.deepEqual(await found("city.name LIKE '%a%'"), ["bob", "cid"]);
    assert.deepEqual(await found("tags[0] = 'y' OR active = true AND NOT (age < 40)"), ["bob", "cid", "dan"]);
    assert.deepEqual(await found("price * count = 8"), ["dan"]);
    assert.deepEqual(await found("age % 2 = 1 AND age / 0 = 1"), []);
    assert.deepEqual(await found("age + 1 - 1 = age"), ["ann", "bob", "cid"]);
    assert.deepEqual(await found(`born = ${DATE.getTime()}`), ["bob"]);
    assert.deepEqual(await found("@@home = 'yes'"), ["cid"]);
    assert.deepEqual(await found(`@id = '${c}-ann' OR @version > 1`), ["ann"]);
    assert.deepEqual(await found("name < 'b'"), ["ann"]);
});

test("M27 query: ORDER BY, LIMIT, OFFSET", async () => {
    const [ada] = await people(server, "ada");
    const models = {};
    for (let i = 0; i < 30; i++) {
        models[`m${i}`] = { n: i, rest: i % 3 };
    }
    const c = await collection(ada, models);
    const page = async (end) => {
        const found = await ada.domain.models().query(`SELECT n FROM ${c} ${end}`);
        return [found.data.map((model) => model.data.n), found.offset, found.totalResults];
    };

    assert.deepEqual(await page("ORDER BY n LIMIT 3"), [[0, 1, 2], 0, 30]);
    assert.deepEqual(await page("ORDER BY n DESC LIMIT 3 OFFSET 2"), [[27, 26, 25], 2, 30]);
    assert.deepEqual(await page("ORDER BY rest DESCENDING, n ASC LIMIT 4"), [[2, 5, 8, 11], 0, 30]);
    assert.deepEqual(await page("WHERE rest = 1 ORDER BY n ASCENDING LIMIT 2 OFFSET 9"), [[28], 9, 10]);
    assert.deepEqual(await page("WHERE rest = 1 ORDER BY n LIMIT 0"), [[], 0, 10]);
    assert.deepEqual(await page("ORDER BY n OFFSET 28"), [[28, 29], 28, 30]);
    assert.deepEqual(await page("LIMIT 5 OFFSET 100"), [[], 100, 30]);
    assert.deepEqual(await page("ORDER BY @id DESC LIMIT 2"), [[9, 8], 0, 30]);
});

test("M26 M27 query: a server that was killed finds what was acknowledged; results are bounded", async () => {
    const own = await Server.start({
        "coterie.convergence.query.max-results": 3,
        "coterie.convergence.query.max-result-size": "10KB",
    });
    after(() => own.remove());
    const ada = await Person.connect(own, "ada");
    const c = await collection(ada, { one: { n: 1 }, two: { n: 2 }, three: { n: 3 } });
    assert.deepEqual(await names(ada, `SELECT * FROM ${c} WHERE n >= 2 ORDER BY n DESC`), ["three", "two"]);
    const model = await ada.domain.models().open(`${c}-one`);
    model.elementAt("n").value(10);
    await agreed([model]);
    await ada.domain.models().create({ collection: c, id: `${c}-four`, data: { name: "four", n: 0 } });
    await ada.leave();
    await own.kill();
    await own.start();

    const bob = await Person.connect(own, "bob");
    assert.deepEqual(await names(bob, `SELECT * FROM ${c} WHERE n > 2 ORDER BY n DESC`), ["one", "three"]);
    const refused = async (query, reason) => {
        await assert.rejects(bob.domain.models().query(query), (error) => {
            assert.equal(error.code, "invalid_query");
            assert.equal(error.details.index, query.length);
            assert.match(error.message, reason);
            return true;
        });
    };
    await refused(`SELECT * FROM ${c}`, /finds 4 models.*at most 3.*LIMIT/);
    const found = await bob.domain.models().query(`SELECT * FROM ${c} LIMIT 3`);
    assert.deepEqual([found.data.length, found.totalResults], [3, 4]);
    for (const id of ["a", "b"]) {
        await bob.domain.models().create({ collection: `${c}-large`, id: `${c}-${id}`, data: { s: "x".repeat(6000) } });
    }
    await refused(`SELECT * FROM ${c}-large`, /too large/);
    assert.equal((await bob.domain.models().query(`SELECT @id FROM ${c}-large`)).data.length, 2);
}, 240_000);

test("M28 query: what is wrong is told with its place", async () => {
    const [ada] = await people(server, "ada");
    const wrong = async (query, index) => {
        const asked = ada.domain.models().query(query);
        await fails(asked, "invalid_query");
        const error = await asked.catch((reason) => reason);
        assert.equal(error.details.index, index, error.message);
        assert.ok(error.message.length > 0);
    };

    await wrong("nonsense", 0);
    await wrong("SELECT * FRM c", 9);
    await wrong("SELECT * FROM c WHERE a = 'x", 26);
    await wrong("SELECT * FROM c WHERE a >", 25);
    await wrong("SELECT * FROM c LIMIT x", 22);
    await wrong("SELECT * FROM c; DROP TABLE document", 15);
    await wrong(`SELECT * FROM c WHERE ${"(".repeat(5000)}`, 54);
    await wrong(`SELECT * FROM c${" ".repeat(10_000)}`, 10_000);
    assert.deepEqual(await names(ada, `SELECT * FROM ${fresh("still-there")}`), []);
});

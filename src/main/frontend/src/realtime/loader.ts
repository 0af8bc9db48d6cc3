import clientPackage from "@convergence/convergence/package.json";
import rxjsPackage from "rxjs/package.json";
import { type Precompiled, providePrecompiled, withoutEval } from "./precompiled.js";

export type Client = typeof import("@convergence/convergence");

/** The client and what it needs are files of their own, as published; they are loaded only when somebody signs in. */
export async function loadClient(baseUrl: string): Promise<Client> {
    const vendor = `${baseUrl}vendor/`;
    const convergence = `${vendor}convergence/${clientPackage.version}/`;
    await Promise.all([
        script(`${vendor}rxjs/${rxjsPackage.version}/rxjs.umd.min.js`),
        script(`${convergence}precompiled.js`),
    ]);
    const loaded = globalThis as unknown as { CoteriePrecompiled: Precompiled; Convergence: Client };
    providePrecompiled(loaded.CoteriePrecompiled);
    await withoutEval(() => script(`${convergence}convergence.global.min.js`));
    return loaded.Convergence;
}

function script(url: string): Promise<void> {
    return new Promise((resolve, reject) => {
        const element = document.createElement("script");
        element.src = url;
        element.async = true;
        element.onload = () => resolve();
        element.onerror = () => {
            element.remove();
            reject(new Error(`${url} could not be loaded`));
        };
        document.head.append(element);
    });
}

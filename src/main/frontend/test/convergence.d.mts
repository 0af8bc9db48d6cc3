export class ConvergenceServer {
    constructor(options: { port?: number; server?: object; noServer?: boolean });
    readonly port: number;
    readonly models: Map<string, { text: string; log: unknown[] }>;
    drop(): void;
    hold(): void;
    release(): void;
    edit(model: string, splices: { index: number; removed?: number; inserted?: string }[]): void;
    set(model: string, value: string): void;
    rights(model: string, rights: { read: boolean; write: boolean; remove: boolean; manage: boolean }): void;
    forceClose(model: string, code: number): void;
    close(): void;
}

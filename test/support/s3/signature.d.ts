/** A request as it came. `rawPath` is the path as it stands in the request line, `query` what is behind it. */
export interface SignedRequest {
    readonly method: string;
    readonly rawPath: string;
    readonly query: string;
    readonly headers: Readonly<Record<string, string | undefined>>;
}
/** Encodes as the documentation says: everything but letters, digits and `-._~`. */
export declare function uriEncode(text: string): string;
/** The canonical request over the named headers. */
export declare function canonicalRequest({ method, rawPath, query, headers }: SignedRequest, signedHeaders: readonly string[]): string;
/** The signature of a canonical request, in hexadecimal. `date` is `YYYYMMDDTHHMMSSZ`. */
export declare function signatureOf(canonical: string, { secret, date, region, service }: {
    readonly secret: string;
    readonly date: string;
    readonly region: string;
    readonly service: string;
}): string;
/** The code of the error, or null when the request is signed with these credentials for this region, now. */
export declare function checkSignature(request: SignedRequest, credentials: {
    readonly id: string;
    readonly secret: string;
    readonly token: string | null;
    readonly region: string;
}, now: number): string | null;

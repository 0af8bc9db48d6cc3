package dev.coterie.convergence.wire;

import dev.coterie.convergence.wire.ConvergenceMessage.BodyCase;

/** Who sends a body, and with which ids (sections 1.2 and 2.2 of the protocol). */
enum BodyKind {
    /** Asked by a client: a request id and no response id. */
    REQUEST,
    /** A client's answer to what the server asked: a response id and no request id. */
    ANSWER,
    /** Said by a client: no ids. */
    NOTICE,
    /** Said by either side, without ids. */
    HEARTBEAT,
    /** Only a server says it. */
    SERVER_ONLY,
    /** No body that we know the number of. */
    NONE;

    static BodyKind of(BodyCase body) {
        return switch (body) {
            case CONNECTIONREQUEST,
                    SERVERTIMEREQUEST,
                    OPENREALTIMEMODELREQUEST,
                    CLOSEREALTIMEMODELREQUEST,
                    CREATEREALTIMEMODELREQUEST,
                    DELETEREALTIMEMODELREQUEST,
                    MODELSQUERYREQUEST,
                    GETMODELPERMISSIONSREQUEST,
                    SETMODELPERMISSIONSREQUEST,
                    MODELRESYNCREQUEST,
                    MODELOFFLINESUBSCRIPTIONCHANGE,
                    HISTORICALDATAREQUEST,
                    HISTORICALOPERATIONSREQUEST,
                    MODELGETVERSIONATTIMEREQUEST,
                    USERSGETREQUEST,
                    USERSEARCHREQUEST,
                    USERGROUPSREQUEST,
                    USERGROUPSFORUSERSREQUEST,
                    PRESENCEREQUEST,
                    PRESENCESUBSCRIBEREQUEST -> REQUEST;
            case MODELAUTOCREATECONFIGRESPONSE, ERROR -> ANSWER;
            case OPERATIONSUBMISSION,
                    SHAREREFERENCE,
                    SETREFERENCE,
                    CLEARREFERENCE,
                    UNSHAREREFERENCE,
                    MODELRESYNCCLIENTCOMPLETE,
                    PRESENCESETSTATE,
                    PRESENCEREMOVESTATE,
                    PRESENCECLEARSTATE,
                    PRESENCEUNSUBSCRIBE -> NOTICE;
            case PING, PONG -> HEARTBEAT;
            case OK,
                    CONNECTIONRESPONSE,
                    SERVERTIMERESPONSE,
                    OPENREALTIMEMODELRESPONSE,
                    CLOSEREALTIMEMODELRESPONSE,
                    CREATEREALTIMEMODELRESPONSE,
                    DELETEREALTIMEMODELRESPONSE,
                    FORCECLOSEREALTIMEMODEL,
                    REMOTECLIENTOPENEDMODEL,
                    REMOTECLIENTCLOSEDMODEL,
                    MODELAUTOCREATECONFIGREQUEST,
                    REMOTEOPERATION,
                    OPERATIONACK,
                    REFERENCESHARED,
                    REFERENCESET,
                    REFERENCECLEARED,
                    REFERENCEUNSHARED,
                    MODELSQUERYRESPONSE,
                    GETMODELPERMISSIONSRESPONSE,
                    SETMODELPERMISSIONSRESPONSE,
                    MODELPERMISSIONSCHANGED,
                    MODELRESYNCRESPONSE,
                    MODELRESYNCSERVERCOMPLETE,
                    REMOTECLIENTRESYNCSTARTED,
                    REMOTECLIENTRESYNCCOMPLETED,
                    MODELOFFLINEUPDATED,
                    HISTORICALDATARESPONSE,
                    HISTORICALOPERATIONSRESPONSE,
                    MODELGETVERSIONATTIMERESPONSE,
                    IDENTITYCACHEUPDATE,
                    USERLISTRESPONSE,
                    USERGROUPSRESPONSE,
                    USERGROUPSFORUSERSRESPONSE,
                    PRESENCESTATESET,
                    PRESENCESTATEREMOVED,
                    PRESENCESTATECLEARED,
                    PRESENCEAVAILABILITYCHANGED,
                    PRESENCERESPONSE,
                    PRESENCESUBSCRIBERESPONSE -> SERVER_ONLY;
            case BODY_NOT_SET -> NONE;
        };
    }
}

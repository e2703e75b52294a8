using Microsoft.OpenApi;

namespace ReplayGraph.Api.OpenApi;

/// <summary>How callers say who they are: people and programs by a token, SDKs by their DSN's key.</summary>
internal static class Security
{
    /// <summary>The scheme that most calls ask for.</summary>
    internal const string Token = "token";

    private const string KeyInQuery = "dsnKey", KeyInHeader = "sentryAuth";

    /// <summary>Adds the schemes that calls refer to.</summary>
    internal static void AddSchemes(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSecurityScheme>(Token, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A token of the organization, with the scope that the call names. A server without organizations, which "
                + "serves its own machine alone, asks for none.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(KeyInQuery, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Query,
            Name = "sentry_key",
            Description = "The public key of the project's DSN: 32 hex digits. The dsn in an envelope's header does as well.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(KeyInHeader, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = "X-Sentry-Auth",
            Description = "`Sentry sentry_key=KEY`, further fields separated by commas: as SDKs send it. Authorization is read too.",
        });
    }

    /// <summary>What a call asks for: one of these.</summary>
    internal static List<OpenApiSecurityRequirement> Of(Documented call, OpenApiDocument document)
    {
        return call.Scope is not null ? [By(Token)] : call.TakesDsnKey ? [By(KeyInHeader), By(KeyInQuery)] : [];

        OpenApiSecurityRequirement By(string scheme) => new() { [new(scheme, document)] = [] };
    }

    /// <summary>Which scope the token needs, in words; null where none is asked for.</summary>
    internal static string? Describe(Documented call) =>
        call.Scope is { } scope ? $"Needs a token with the scope `{scope.ToString().ToLowerInvariant()}`." : null;
}

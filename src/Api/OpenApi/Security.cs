using Microsoft.OpenApi;

namespace ReplayGraph.Api.OpenApi;

/// <summary>The security schemes: tokens for people and programs, DSN keys for SDKs.</summary>
internal static class Security
{
    /// <summary>The scheme of most calls.</summary>
    internal const string Token = "token";

    private const string KeyInQuery = "dsnKey", KeyInHeader = "sentryAuth";

    /// <summary>Adds the schemes that calls refer to.</summary>
    internal static void AddSchemes(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSecurityScheme>(Token, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A token of the organization, with the scope that the call names. A server without configured organizations, "
                + "which serves only its own machine, needs none.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(KeyInQuery, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Query,
            Name = "sentry_key",
            Description = "The public key of the project's DSN: 32 hex digits. The dsn in an envelope's header works too.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(KeyInHeader, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = "X-Sentry-Auth",
            Description = "`Sentry sentry_key=KEY`, as SDKs send it, with further fields separated by commas. Authorization is read too.",
        });
    }

    /// <summary>The schemes of a call, one of which it needs.</summary>
    internal static List<OpenApiSecurityRequirement> Of(Documented call, OpenApiDocument document)
    {
        return call.Scope is not null ? [By(Token)] : call.NeedsDsnKey ? [By(KeyInHeader), By(KeyInQuery)] : [];

        OpenApiSecurityRequirement By(string scheme) => new() { [new(scheme, document)] = [] };
    }

    /// <summary>A sentence with the scope that the token needs; null if no token is needed.</summary>
    internal static string? Describe(Documented call) =>
        call.Scope is { } scope ? $"Needs a token with the scope `{scope.ToString().ToLowerInvariant()}`." : null;
}

using System.Reflection;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.OpenApi;

/// <summary>Describes calls for the document.</summary>
public static class Documenting
{
    private const string Json = Http.Reply.MediaType;

    private static readonly MethodInfo _anyHandler = ((RequestDelegate)Handler).Method;

    private static readonly int[] _errors = [400, 401, 403, 404, 408, 421, 503];

    private static readonly int[] _errorsOfBodies = [413, 415];

    /// <summary>Names a call and its parameters.</summary>
    public static IEndpointConventionBuilder Document(
        this IEndpointConventionBuilder call, string name, string tag, string summary, params Documented.QueryParameter[] parameters)
    {
        // The framework documents only endpoints with a method.
        call.WithMetadata(_anyHandler, new Documented(parameters)).WithName(name).WithTags(tag).WithSummary(summary);
        return call;
    }

    /// <summary>The call needs a token with a scope.</summary>
    public static IEndpointConventionBuilder Needs(this IEndpointConventionBuilder call, Scopes scope) =>
        call.With(documented => documented with { Scope = scope });

    /// <summary>The call needs the key of a DSN.</summary>
    internal static IEndpointConventionBuilder NeedsDsnKey(this IEndpointConventionBuilder call) =>
        call.With(documented => documented with { NeedsDsnKey = true });

    /// <summary>The call takes a JSON body.</summary>
    public static IEndpointConventionBuilder Takes(this IEndpointConventionBuilder call, Type schema) =>
        call.With(documented => documented with { Body = (Json, schema, null) });

    /// <summary>The call takes a text body.</summary>
    internal static IEndpointConventionBuilder TakesText(this IEndpointConventionBuilder call, string mediaType, string description) =>
        call.With(documented => documented with { Body = (mediaType, null, description) });

    /// <summary>The call answers a value or a problem.</summary>
    public static IEndpointConventionBuilder Answers<T>(this IEndpointConventionBuilder call)
    {
        call.Add(endpoint =>
        {
            bool takesBody = endpoint.Metadata.OfType<Documented>().Last().Body is not null;
            Respond(endpoint, typeof(T), Json, typeof(ProblemBody), [.. _errors, .. takesBody ? _errorsOfBodies : []]);
        });
        return call;
    }

    /// <summary>The call answers a stream of events or a problem.</summary>
    internal static IEndpointConventionBuilder AnswersEvents(this IEndpointConventionBuilder call)
    {
        call.Add(endpoint => Respond(endpoint, typeof(string), "text/event-stream", typeof(ProblemBody), _errors));
        return call;
    }

    /// <summary>The call answers a value or an error in Sentry's form.</summary>
    internal static IEndpointConventionBuilder AnswersAsSentry<T>(this IEndpointConventionBuilder call, params int[] errors)
    {
        call.Add(endpoint => Respond(endpoint, typeof(T), Json, typeof(DetailBody), errors));
        return call;
    }

    /// <summary>The call answers without authorization.</summary>
    internal static IEndpointConventionBuilder AnswersAnyone<T>(
        this IEndpointConventionBuilder call, string mediaType, params int[] errors)
    {
        call.Add(endpoint =>
        {
            Respond(endpoint, typeof(T), mediaType, typeof(ProblemBody), errors);

            // The server itself rejects malformed HTTP, without a body.
            endpoint.Metadata.Add(new ProducesResponseTypeMetadata(400, typeof(void)));
        });
        return call;
    }

    private static void Respond(EndpointBuilder endpoint, Type answer, string mediaType, Type error, int[] errors)
    {
        string errorType = error == typeof(ProblemBody) ? "application/problem+json" : Json;
        endpoint.Metadata.Add(new ProducesResponseTypeMetadata(200, answer, [mediaType]));
        foreach (int status in errors)
        {
            endpoint.Metadata.Add(new ProducesResponseTypeMetadata(status, error, [errorType]));
        }
    }

    private static IEndpointConventionBuilder With(this IEndpointConventionBuilder call, Func<Documented, Documented> more)
    {
        call.Add(endpoint => endpoint.Metadata.Add(more(endpoint.Metadata.OfType<Documented>().Last())));
        return call;
    }

    private static Task Handler(HttpContext context) => throw new System.Diagnostics.UnreachableException();
}

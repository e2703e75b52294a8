using System.Buffers;
using ReplayGraph.Shared;

namespace ReplayGraph.Api.ProductLinks;

/// <summary>Parses a template. Whatever the values are, its URLs lead to the host that the configuration names, over HTTP or HTTPS.</summary>
internal static class TemplateParser
{
    // What a URL holds without encoding. No character of HTML or JSON that would need escaping in a quoted value but & and '.
    private static readonly SearchValues<char> _literal = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    /// <summary>Parses the options of a template.</summary>
    /// <param name="options">The options.</param>
    /// <param name="preRoll">How long before the moment a replay begins to play.</param>
    /// <param name="key">The key of the invalid value.</param>
    /// <param name="error">What is wrong with it; null if nothing is.</param>
    internal static LinkTemplate? Parse(LinkTemplateOptions options, TimeSpan preRoll, out string key, out string? error)
    {
        key = nameof(LinkTemplateOptions.Template);
        string? name = null;
        string url = options.Template;
        if (!url.AsSpan().ContainsAny(":/{"))
        {
            if (LinkPreset.Find(url) is not { } preset)
            {
                error = Unknown(url);
                return null;
            }

            key = nameof(LinkTemplateOptions.BaseUrl);
            if (string.IsNullOrEmpty(options.BaseUrl) || options.BaseUrl.AsSpan().ContainsAny("?#"))
            {
                error = $"{Quote(options.BaseUrl)} is not the address of {preset.Name}, such as {preset.Example}";
                return null;
            }

            (name, url) = (preset.Name, options.BaseUrl.TrimEnd('/') + preset.Path);
        }
        else if (options.BaseUrl is not null)
        {
            key = nameof(LinkTemplateOptions.BaseUrl);
            error = $"only goes with a preset ({LinkPreset.Names}), but Template is a URL";
            return null;
        }

        List<(string Text, string? Placeholder)> parts = [];
        error = Split(url, parts);
        if (error is not null)
        {
            return null;
        }

        error = CheckAddress(url, parts[0].Text, out string host)
            ?? (parts.Exists(part => part.Placeholder is { } one && TemplatePlaceholders.IsId(one))
                ? null
                : $"'{url}' names no replay; put {{replay_id}}, {{replay_uuid}} or {{external_id}} in it");
        return error is null ? new(name ?? host, preRoll, parts) : null;
    }

    // The host comes before the first placeholder, so that no value chooses where a link leads.
    private static string? CheckAddress(string url, string start, out string host)
    {
        bool isAddress = Uri.TryCreate(start, UriKind.Absolute, out Uri? address)
            && address.Scheme is "http" or "https" && address.Host.Length > 0 && start.IndexOf('/', address.Scheme.Length + 3) > 0;
        host = isAddress ? address!.Host : "";
        return !isAddress ? $"'{url}' is not a URL that begins with http:// or https://, a host and a path"
            : address!.UserInfo.Length > 0 ? $"'{url}' has a user name or password before its host"
            : null;
    }

    private static string Unknown(string name) => name.Length == 0
        ? $"is empty; name a preset ({LinkPreset.Names}) or a URL with {{replay_id}}"
        : Nearest.To(name, LinkPreset.All.Select(preset => preset.Name)) is { } near
            ? $"'{name}' is not a preset; did you mean {near}?"
            : $"'{name}' is neither a preset ({LinkPreset.Names}) nor a URL";

    private static string Quote(string? text) => text is null ? "is missing: it" : $"'{text}'";

    private static string? Split(string url, List<(string Text, string? Placeholder)> parts)
    {
        ReadOnlySpan<char> rest = url;
        while (true)
        {
            int open = rest.IndexOf('{');
            ReadOnlySpan<char> text = open < 0 ? rest : rest[..open];
            if (text.IndexOfAnyExcept(_literal) is >= 0 and var bad)
            {
                return $"'{url}' has the character '{text[bad]}', which a URL cannot hold; percent-encode it";
            }

            if (open < 0)
            {
                parts.Add((text.ToString(), null));
                return null;
            }

            int close = rest.IndexOf('}');
            string placeholder = close > open ? rest[(open + 1)..close].ToString() : "";
            if (!TemplatePlaceholders.All.Contains(placeholder))
            {
                return $"'{url}' has the unknown placeholder {{{placeholder}}}; known are "
                    + string.Join(", ", TemplatePlaceholders.All.Select(known => $"{{{known}}}"));
            }

            parts.Add((text.ToString(), placeholder));
            rest = rest[(close + 1)..];
        }
    }
}

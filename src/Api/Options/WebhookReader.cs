using System.Net;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;

namespace ReplayGraph.Api.Options;

/// <summary>Reads <c>Webhooks</c>. No error repeats an address or a secret.</summary>
internal static class WebhookReader
{
    private static readonly Uri _none = new("http://invalid");

    /// <summary>Reads the list.</summary>
    /// <param name="list">The section <c>Webhooks</c>.</param>
    /// <param name="organizations">The configured organizations; none: <c>default</c> alone.</param>
    /// <param name="values">Collects the errors.</param>
    internal static IReadOnlyList<WebhookOptions> Read(
        IConfigurationSection list, IReadOnlyList<OrganizationOptions> organizations, OptionValues values)
    {
        OrganizationId[] known = organizations.Count == 0 ? [OrganizationId.Default] : [.. organizations.Select(one => one.Id).Where(id => id != default)];
        var paths = new Dictionary<(OrganizationId Organization, Uri Url), string>();
        var read = new List<WebhookOptions>();
        foreach (IConfigurationSection section in list.GetChildren())
        {
            WebhookOptions one = ReadOne(section, known, values);
            read.Add(one);
            if (one.Url != _none && !paths.TryAdd((one.Organization, one.Url), section.Path))
            {
                values.AddError(section, nameof(WebhookOptions.Url), $"is that of {paths[(one.Organization, one.Url)]}, for the same organization");
            }
        }

        return read;
    }

    private static WebhookOptions ReadOne(IConfigurationSection section, OrganizationId[] known, OptionValues values)
    {
        string slug = section[nameof(WebhookOptions.Organization)] ?? OrganizationId.Default.ToString();
        if (!OrganizationId.TryParse(slug, out OrganizationId organization) || !known.Contains(organization))
        {
            values.AddError(
                section, nameof(WebhookOptions.Organization), $"'{slug}' is not one of the organizations: {string.Join(", ", known)}");
        }

        string secret = section[nameof(WebhookOptions.Secret)] ?? "";
        if (secret.Length < WebhookOptions.MinSecretLength)
        {
            values.AddError(
                section, nameof(WebhookOptions.Secret),
                $"has {secret.Length} characters; expected at least {WebhookOptions.MinSecretLength}, as 'openssl rand -hex 32' prints them");
        }

        bool allowPrivate = values.Flag(section, nameof(WebhookOptions.AllowPrivate), false);
        return new(organization, Url(section, allowPrivate, values), secret)
        {
            Projects = values.Projects(section),
            IntervalSeconds = (int)values.Number(section, nameof(WebhookOptions.IntervalSeconds), 60, 1, 3600),
            AllowPrivate = allowPrivate,
        };
    }

    private static Uri Url(IConfigurationSection section, bool allowPrivate, OptionValues values)
    {
        if (!Uri.TryCreate(section[nameof(WebhookOptions.Url)], UriKind.Absolute, out Uri? url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            values.AddError(
                section, nameof(WebhookOptions.Url), "is not an address that begins with http:// or https://, without user, password and fragment");
            return _none;
        }

        // A name is checked when it is resolved, before each connection.
        if (!allowPrivate && (url.IsLoopback || (IPAddress.TryParse(url.DnsSafeHost, out IPAddress? address) && !PublicAddresses.Contain(address))))
        {
            values.AddError(
                section, nameof(WebhookOptions.Url), $"is of a private network or this machine, which {nameof(WebhookOptions.AllowPrivate)} must allow");
        }

        return url;
    }
}

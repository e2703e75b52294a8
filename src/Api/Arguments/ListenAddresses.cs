using ReplayGraph.Api.Options;

namespace ReplayGraph.Api.Arguments;

/// <summary>Validates the addresses to listen on, before a silo joins and before the server starts.</summary>
internal static class ListenAddresses
{
    internal static void Check(IConfiguration configuration, OptionValues values)
    {
        foreach (string address in (configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                BindingAddress.Parse(address);
            }
            catch (FormatException)
            {
                values.AddError($"{WebHostDefaults.ServerUrlsKey}: '{address}' is not a valid address, such as http://localhost:5000");
            }
        }
    }
}

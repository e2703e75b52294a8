using ReplayGraph.Api.Options;

namespace ReplayGraph.Api.Arguments;

/// <summary>Finds out whether the addresses to listen on are addresses: before a silo joins, and before the server is asked.</summary>
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
                values.Fault($"{WebHostDefaults.ServerUrlsKey}: '{address}' is no address such as http://localhost:5000");
            }
        }
    }
}

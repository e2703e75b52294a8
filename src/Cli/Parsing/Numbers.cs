using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace ReplayGraph.Cli.Parsing;

/// <summary>Parses integers on a command line.</summary>
internal static class Numbers
{
    /// <summary>A parser for the value of an option or argument.</summary>
    internal static Func<ArgumentResult, T> Between<T>(T least, T most)
        where T : IBinaryInteger<T> => result =>
    {
        string text = result.Tokens[0].Value;
        string name = result.Parent is OptionResult ? result.Argument.Name : $"<{result.Argument.Name}>";
        if (!T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T? number)
            || number < least
            || number > most)
        {
            result.AddError(string.Create(
                CultureInfo.InvariantCulture, $"{name}: '{text}' is not a whole number from {least:N0} to {most:N0}"));
            return least;
        }

        return number;
    };
}

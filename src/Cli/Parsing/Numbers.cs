using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace ReplayGraph.Cli.Parsing;

/// <summary>Parses numbers on a command line.</summary>
internal static class Numbers
{
    /// <summary>A parser for the value of an option or argument.</summary>
    internal static Func<ArgumentResult, T> Between<T>(T least, T most)
        where T : IBinaryInteger<T> => result =>
    {
        string text = result.Tokens[0].Value;
        if (!T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T? number)
            || number < least
            || number > most)
        {
            result.AddError(string.Create(
                CultureInfo.InvariantCulture, $"{NameOf(result)}: '{text}' is not a whole number from {least:N0} to {most:N0}"));
            return least;
        }

        return number;
    };

    /// <summary>Parses a share of a whole, from 0 to 1.</summary>
    internal static double Share(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share)
            || share is not (>= 0 and <= 1))
        {
            result.AddError($"{NameOf(result)}: '{text}' is not a number from 0 to 1");
            return 0;
        }

        return share;
    }

    private static string NameOf(ArgumentResult result) =>
        result.Parent is OptionResult ? result.Argument.Name : $"<{result.Argument.Name}>";
}

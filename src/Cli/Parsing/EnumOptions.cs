using System.CommandLine;
using System.CommandLine.Parsing;
using ReplayGraph.Shared;

namespace ReplayGraph.Cli.Parsing;

/// <summary>Makes options with a fixed list of values, with suggestions for misspellings and tab completion.</summary>
internal static class EnumOptions
{
    internal static Option<T> One<T>(string name, string description, IReadOnlyDictionary<string, T> words, T otherwise)
        where T : struct
    {
        var option = new Option<T>(name)
        {
            Description = description,
            HelpName = string.Join('|', words.Keys),
            CustomParser = result => Read(result, result.Tokens[0].Value, words) ?? default,
            DefaultValueFactory = _ => otherwise,
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add([.. words.Keys]);
        return option;
    }

    /// <summary>An option with several values: comma-separated or repeated.</summary>
    internal static Option<T> Several<T>(
        string name, string description, string helpName, IReadOnlyDictionary<string, T> words, Func<T, T, T> join, T otherwise)
        where T : struct
    {
        var option = new Option<T>(name)
        {
            Description = description,
            HelpName = helpName,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
            CustomParser = result => result.Tokens
                .SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries))
                .Aggregate(default(T), (all, word) => Read(result, word, words) is { } one ? join(all, one) : all),
            DefaultValueFactory = _ => otherwise,
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add(context => Continue(context.WordToComplete, words.Keys));
        return option;
    }

    private static T? Read<T>(ArgumentResult result, string word, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (words.TryGetValue(word, out T found))
        {
            return found;
        }

        string question = Nearest.To(word, words.Keys) is { } name
            ? $"did you mean '{name}'?"
            : $"expected one of {string.Join(", ", words.Keys)}";
        result.AddError($"{result.Argument.Name}: '{word}' is unknown; {question}");
        return null;
    }

    private static IEnumerable<string> Continue(string typed, IEnumerable<string> words)
    {
        string before = typed[..(typed.LastIndexOf(',') + 1)];
        string[] given = before.Split(',');
        return words.Where(word => !given.Contains(word)).Select(word => before + word);
    }
}

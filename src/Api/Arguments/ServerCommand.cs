using System.Collections;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Options;

namespace ReplayGraph.Api.Arguments;

/// <summary>
/// The command of a server. Options are short forms of configuration keys, which are accepted too. <c>--help</c>, <c>--version</c> and
/// <c>hash-token</c> only print.
/// </summary>
public sealed class ServerCommand
{
    private static readonly ParserConfiguration _parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    private readonly RootCommand _root;
    private readonly OptionNames _names;
    private readonly TextWriter _errors;
    private readonly List<(Option<string> Option, string Key)> _options = [];

    /// <summary>Creates a command with the options that every server has.</summary>
    /// <param name="description">The description that help shows.</param>
    /// <param name="names">The names that its section of the configuration may hold.</param>
    /// <param name="input">Where <c>hash-token</c> reads the token.</param>
    /// <param name="errors">Where errors in the command line and the configuration are reported.</param>
    public ServerCommand(string description, OptionNames names, TextReader input, TextWriter errors)
    {
        var hash = new Command("hash-token", "Reads a token from standard input and prints its hash for the configuration.");
        hash.SetAction(parsed => TokenHash.Run(
            input, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        (_names, _errors) = (names, errors);
        _root = new(description) { hash };
        _root.SetAction(_ => ServerExitCode.Done);
        HelpOption help = _root.Options.OfType<HelpOption>().Single();
        help.Description = "Shows this page.";
        help.Action = new ServerHelp((HelpAction)help.Action!, names);
        _root.Options.OfType<VersionOption>().Single().Description = "Shows the version.";
        With("--environment", "NAME", "environment", "Also reads appsettings.NAME.json. [default: Production]");
        With("--https_ports", "PORTS", "https_ports", "The same for HTTPS.");
        With("--http_ports", "PORTS", "http_ports", "Ports to listen on at every address, if no URL is given.");
        With("--urls", "URLS", "urls", "Where to listen; separate several with ';'. [default: http://localhost:5000]");
    }

    /// <summary>Adds an option for a configuration key, before those that are already there.</summary>
    public ServerCommand With(string option, string value, string key, string description)
    {
        var added = new Option<string>(option) { Description = description, HelpName = value };
        _options.Add((added, key));
        _root.Options.Insert(0, added);
        return this;
    }

    /// <summary>Runs a command line and returns its exit code.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="serve">Serves with a configuration and the errors found in it so far; returns the exit code.</param>
    public async Task<int> RunAsync(string[] args, Func<WebApplicationBuilder, OptionValues, Task<int>> serve)
    {
        ILookup<bool, string> options = _root.Options.ToLookup(option => option.Arity.MaximumNumberOfValues > 0, option => option.Name);
        ProgramArguments arguments = ProgramArguments.Read(args, flags: [.. options[false]], options: [.. options[true]]);
        ParseResult parsed = _root.Parse(arguments.Plain, _parsing);
        if (parsed.Action is { ClearsParseErrors: true })
        {
            return await parsed.InvokeAsync();
        }

        var values = new OptionValues();
        AddErrors(arguments, parsed, values);
        if (parsed.CommandResult.Command != _root)
        {
            return values.Report(_errors) ? ServerExitCode.Usage : await parsed.InvokeAsync();
        }

        if (Configure(Settings(arguments, parsed), values) is { } builder)
        {
            return await serve(builder, values);
        }

        values.Report(_errors);
        return ServerExitCode.Usage;
    }

    // The settings files are next to the program; paths on the command line are relative to the current directory.
    private WebApplicationBuilder? Configure(string[] settings, OptionValues values)
    {
        try
        {
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(
                new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
            ListenAddresses.Check(builder.Configuration, values);
            var strays = new StrayNames(_names, values, _errors);
            strays.CheckEnvironment(Variables());
            strays.CheckFiles(builder.Configuration);
            return builder;
        }
        catch (InvalidDataException e)
        {
            values.AddError($"{e.Message} {e.GetBaseException().Message}");
            return null;
        }
    }

    private static Dictionary<string, string> Variables() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "");

    private void AddErrors(ProgramArguments arguments, ParseResult parsed, OptionValues values)
    {
        Command command = parsed.CommandResult.Command;
        var suggestions = new Suggestions(
            [.. _root.Options.Select(option => option.Name), .. _root.Subcommands.Select(one => one.Name)],
            _options.ToDictionary(option => option.Key, option => option.Option.Name),
            _names);
        foreach (string option in arguments.Unknown)
        {
            values.AddError($"unknown option '{option}'{suggestions.Question(option)}");
        }

        foreach (string word in parsed.UnmatchedTokens.Select(word => word.Split('=')[0]))
        {
            values.AddError($"unexpected argument '{word}'{suggestions.Question(word)}");
        }

        foreach (string name in arguments.Valueless)
        {
            values.AddError($"'{name}' needs a value: {name} VALUE");
        }

        // The parser's errors on a command only repeat its unexpected words.
        foreach (ParseError error in parsed.Errors.Where(error => error.SymbolResult is not CommandResult))
        {
            values.AddError(error.SymbolResult is OptionResult { IdentifierTokenCount: > 1 } many
                ? $"'{many.Option.Name}' can be given only once"
                : error.Message);
        }

        foreach (string key in command == _root ? [] : arguments.Keys.Select(key => key.Key))
        {
            values.AddError($"'--{key}' is not an option of {command.Name}");
        }
    }

    private string[] Settings(ProgramArguments arguments, ParseResult parsed) =>
    [
        .. arguments.Keys.Select(key => $"--{key.Key}={key.Value}"),
        .. from option in _options
           where parsed.GetResult(option.Option) is { Tokens.Count: 1 }
           select $"--{option.Key}={parsed.GetValue(option.Option)}",
    ];
}

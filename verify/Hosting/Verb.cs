using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Vmemmap.Verify.Hosting;

/// <summary>A command with an example, which its help ends with; the help of the program ends with those of all.</summary>
/// <param name="name">its name.</param>
/// <param name="description">what it does.</param>
/// <param name="example">what may be typed after its name.</param>
internal sealed class Verb(string name, string description, string example = "") : Command(name, description)
{
    /// <summary>What may be typed after the name of the program.</summary>
    public string Example => $"{Name} {example}".TrimEnd();

    /// <summary>Adds options that several verbs have in common, so that they can stand among its own.</summary>
    public void Add(IEnumerable<Option> options)
    {
        foreach (var option in options)
        {
            Options.Add(option);
        }
    }

    /// <summary>The help of a program, with examples.</summary>
    /// <param name="program">what it is called.</param>
    /// <param name="general">the help without them.</param>
    public static CommandLineAction Help(string program, HelpAction general) => new HelpWithExamples(program, general);

    private sealed class HelpWithExamples(string program, HelpAction general) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => general.ClearsParseErrors;

        public override int Invoke(ParseResult parseResult)
        {
            var exitCode = general.Invoke(parseResult);
            var (output, asked) = (parseResult.InvocationConfiguration.Output, parseResult.CommandResult.Command);
            List<Verb> verbs = [.. asked.Subcommands.Prepend(asked).OfType<Verb>()];
            if (verbs.Count > 0)
            {
                output.WriteLine(verbs.Count == 1 ? "Example:" : "Examples:");
                foreach (var verb in verbs)
                {
                    output.WriteLine($"  {program} {verb.Example}");
                }
                output.WriteLine();
            }
            return exitCode;
        }
    }
}

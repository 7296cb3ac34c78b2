using System.CommandLine;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify --sarif FILE</c> and <c>--junit FILE</c>: the verdicts in files for programs that show such results.</summary>
internal sealed class ReportFiles
{
    private static readonly (Option<FileInfo?> Option, Func<Reported, string> Text)[] Kinds =
    [
        (new("--sarif") { Description = "write what is not as expected, or not as the baseline says, and each expected refutation as a note, to this file, as SARIF 2.1.0", HelpName = "FILE" }, SarifReport.Of),
        (new("--junit") { Description = "write all verdicts to this file, as JUnit's XML: a suite for each design", HelpName = "FILE" }, JUnitReport.Of),
    ];

    private readonly List<(FileInfo File, Func<Reported, string> Text)> asked = [];

    private ReportFiles()
    {
    }

    /// <summary>One for each kind of file.</summary>
    public static IReadOnlyList<Option> Options { get; } = [.. Kinds.Select(kind => kind.Option)];

    /// <summary>The files that a command line asks for. That they can be written is seen before the long work whose results they are.</summary>
    public static ReportFiles Of(ParseResult parsed)
    {
        ReportFiles files = new();
        foreach (var (option, text) in Kinds)
        {
            if (parsed.GetValue(option) is { } file)
            {
                WholeFile.Prepare(file);
                files.asked.Add((file, text));
            }
        }
        return files.asked.Select(one => one.File.FullName).Distinct().Count() == files.asked.Count
            ? files
            : throw new UserErrorException($"{string.Join(" and ", Options.Select(option => option.Name))} both name '{files.asked[0].File}': each needs a file of its own.");
    }

    /// <summary>Writes them.</summary>
    /// <param name="run">what they are about; not asked where there is no file to write.</param>
    public void Write(Func<Reported> run)
    {
        if (asked.Count == 0)
        {
            return;
        }
        var reported = run();
        foreach (var (file, text) in asked)
        {
            WholeFile.Write(file.FullName, text(reported));
        }
    }
}

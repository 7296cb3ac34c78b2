using System.CommandLine;
using Vmemmap.Model.Designs;
using Vmemmap.Verify.Baselines;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify --baseline FILE</c>: the verdicts against those that were committed, and <c>--update</c>: writes them.</summary>
/// <param name="file">the file.</param>
/// <param name="committed">what it says.</param>
/// <param name="isUpdated">it is to be written.</param>
/// <param name="isAsked">is this a verdict that the run is to give?</param>
internal sealed class BaselineOptions(FileInfo file, Baseline committed, bool isUpdated, Func<BaselineLine, bool> isAsked)
{
    /// <summary>The file.</summary>
    public static readonly Option<FileInfo?> File = new("--baseline") { Description = "compare with the verdicts in this file, and say what changed", HelpName = "FILE" };

    /// <summary>Write it.</summary>
    public static readonly Option<bool> Update = new("--update") { Description = "with --baseline: write the verdicts to the file" };

    /// <summary>Reads the file before any work; null where none is named.</summary>
    /// <param name="parsed">the command line.</param>
    /// <param name="asked">the designs that are judged.</param>
    /// <param name="invariants">what is judged by.</param>
    /// <param name="cancellation">ends the reading.</param>
    public static BaselineOptions? Of(ParseResult parsed, IReadOnlyList<Design> asked, IReadOnlySet<string> invariants, CancellationToken cancellation) => Of(
        parsed, asked, parsed.GetValue(JudgeOptions.Invariant)!.Length == 0 ? null : invariants,
        parsed.GetValue(JudgeOptions.Design)!.Length == 0 && VerifyCommand.ShardOf(parsed) is null or { Number: 1 }, cancellation);

    /// <summary>The same for a run whose command line was another.</summary>
    /// <param name="parsed">the command line that names the file.</param>
    /// <param name="asked">the designs that were judged.</param>
    /// <param name="only">what they were judged by; null for everything.</param>
    /// <param name="ofGone">all designs were asked for, so those that are no more, too.</param>
    /// <param name="cancellation">ends the reading.</param>
    public static BaselineOptions? Of(ParseResult parsed, IReadOnlyList<Design> asked, IReadOnlySet<string>? only, bool ofGone, CancellationToken cancellation)
    {
        var isUpdated = parsed.GetValue(Update);
        if (parsed.GetValue(File) is not { } file)
        {
            return isUpdated ? throw new UserErrorException("--update says to write a baseline, and --baseline FILE, which says where, is missing.") : null;
        }
        var committed = isUpdated && !System.IO.File.Exists(file.FullName) && !Directory.Exists(file.FullName) ? Baseline.Empty : Baseline.Read(file, cancellation);
        if (isUpdated)
        {
            WholeFile.Prepare(file.Directory!);
        }
        var names = asked.Select(design => design.Name).ToHashSet();
        return new(file, committed, isUpdated, line => (names.Contains(line.Design) || (ofGone && Catalogue.Find(line.Design) is null)) && only?.Contains(line.Invariant) != false);
    }

    /// <summary>The verdicts of a run beside those of the file.</summary>
    public ComparedBaseline With(JudgedRun run) => With([.. run.Verdicts.Select(BaselineLine.Of)]);

    /// <summary>The same of verdicts that are lines already.</summary>
    /// <param name="found">the verdicts.</param>
    public ComparedBaseline With(IReadOnlyList<BaselineLine> found) => new(file, committed, found, isAsked, isUpdated);
}

using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Sharding;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify merge FILE...</c>: the results of all shards as those of the one run that they are parts of.</summary>
internal static class MergeCommand
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Argument<FileInfo[]> FilesArgument = new("file") { Description = "what each shard printed", Arity = ArgumentArity.OneOrMore };

    public static Command Create(Terminal terminal)
    {
        Verb command = new("merge", "make the results of all shards those of one run", "shard-1.json shard-2.json shard-3.json") { FilesArgument, ReportFiles.Options, BaselineOptions.File, BaselineOptions.Update };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, terminal, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var reports = ReportFiles.Of(parsed);
        var merged = MergedShards.Of([.. parsed.GetValue(FilesArgument)!.Select(file => ShardFile.Read(file, cancellation))]);
        var invariants = merged.Asked("--invariant");
        var baseline = BaselineOptions.Of(
            parsed, merged.Designs, invariants.Count == 0 ? null : Names.InvariantSet(invariants, merged.Designs), ofGone: merged.Asked("--design").Count == 0, cancellation);
        var compared = baseline?.With(merged.ForBaseline());
        reports.Write(() => Reported.Of(merged).Against(compared?.Complaints ?? []));
        foreach (var line in merged.Lines)
        {
            terminal.Out.WriteLine(line);
        }
        terminal.Out.WriteLine(JsonSerializer.Serialize(merged.Summary, Options));
        // Results for machines are nothing else.
        var isAsCommitted = compared?.Settle(terminal.Complain) != false;
        return isAsCommitted && merged.IsExpected ? ExitCode.AsExpected : ExitCode.Unexpected;
    }
}

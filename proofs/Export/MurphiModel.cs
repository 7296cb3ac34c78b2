using System.CodeDom.Compiler;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Proofs.Export;

/// <summary>
/// Writes a machine as a Murphi model: a guarded rule for each step, one start state, invariants. Cells have the ranges of their domains, so
/// a checker finds every value outside and every assignment outside a table.
/// </summary>
public sealed class MurphiModel
{
    private readonly IndentedTextWriter writer;
    private readonly ExportedMachine machine;

    private MurphiModel(ExportedMachine machine, IndentedTextWriter writer) => (this.machine, this.writer) = (machine, writer);

    /// <summary>The name of the file, without a directory.</summary>
    public static string FileName(ExportedMachine machine) => $"{machine.Name}.m";

    /// <summary>The text of the model. The same machine gives the same text.</summary>
    public static string Of(ExportedMachine machine) => IndentedText.Of(writer => new MurphiModel(machine, writer).Write());

    /// <summary>The type of an index.</summary>
    internal static string TypeOf(Index index) => $"{TermVariables.NameOf(index)}_t";

    private void Write()
    {
        WriteHeading();
        WriteTypes();
        WriteVariables();
        WriteStartState();
        foreach (var step in machine.Recording.Steps.Where(step => step.Parameters.All(HasValues)))
        {
            new MurphiRule(machine, writer).Write(step);
        }
        foreach (var invariant in machine.Recording.Invariants)
        {
            WriteInvariant(invariant);
        }
    }

    private void WriteHeading()
    {
        foreach (var line in machine.Heading)
        {
            writer.WriteLine($"-- {line}");
        }
        writer.WriteLine("-- One thread walks breadth first, so a counterexample is a shortest one; a state without a successor is no error:");
        writer.WriteLine($"--   rumur --threads 1 --symmetry-reduction off --deadlock-detection off --output checker.c {FileName(machine)}");
        writer.WriteLine("--   cc -O2 checker.c -o checker -lpthread && ./checker");
    }

    private void WriteTypes()
    {
        writer.WriteLine();
        writer.WriteLine("type");
        writer.Indent++;
        foreach (var index in Enum.GetValues<Index>().Where(HasValues))
        {
            writer.WriteLine($"{TypeOf(index)}: 0 .. {machine.Ranges.Count(index) - 1};");
        }
        writer.Indent--;
    }

    private void WriteVariables()
    {
        writer.WriteLine();
        writer.WriteLine("var");
        writer.Indent++;
        foreach (var table in Tables)
        {
            var (low, high) = machine.Ranges.Of(table);
            var arrays = string.Concat(table.Indices.Select(index => $"array [{TypeOf(index)}] of "));
            var meaning = ExportedMachine.Meaning(table);
            writer.WriteLine($"{NameOf(table)}: {arrays}{(table.Values is null ? "boolean" : $"{low} .. {high}")};{(meaning is null ? "" : $" -- {meaning}")}");
        }
        writer.Indent--;
    }

    private void WriteStartState()
    {
        writer.WriteLine();
        writer.WriteLine("startstate \"boot\"");
        writer.WriteLine("begin");
        writer.Indent++;
        foreach (var table in Tables)
        {
            var cells = machine.Recording.Initial.Skip(table.Offset).Take(table.Length).ToList();
            if (table.Indices.Count > 0 && cells.Distinct().Count() == 1)
            {
                new MurphiRule(machine, writer).WriteFill(NameOf(table), table.Indices, Value(table, cells[0]));
                continue;
            }
            for (var cell = table.Offset; cell < table.Offset + table.Length; cell++)
            {
                var (i, j, k) = table.IndicesOf(cell);
                var indices = new[] { i, j, k }.Take(table.Indices.Count).Select(index => $"[{index}]");
                writer.WriteLine($"{NameOf(table)}{string.Concat(indices)} := {Value(table, machine.Recording.Initial[cell])};");
            }
        }
        writer.Indent--;
        writer.WriteLine("end;");
    }

    private void WriteInvariant(RecordedInvariant invariant)
    {
        writer.WriteLine();
        foreach (var sentence in machine.Sentences(invariant))
        {
            writer.WriteLine($"-- {sentence}");
        }
        writer.WriteLine($"invariant \"{invariant.Name}\"");
        writer.Indent++;
        // What holds for all values of nothing holds.
        if (invariant.Indices.All(HasValues))
        {
            WriteFrom(invariant, 0, new InfixText(machine.Ranges, InfixNotation.Murphi));
        }
        else
        {
            writer.WriteLine(InfixNotation.Murphi.True);
        }
        writer.Indent--;
        writer.WriteLine(";");
    }

    private void WriteFrom(RecordedInvariant invariant, int variable, InfixText text)
    {
        var premises = ExportedMachine.PremisesOn(invariant, variable);
        if (premises.Count > 0)
        {
            writer.WriteLine($"{text.AsPremise(premises)} ->");
        }
        if (variable == invariant.Indices.Count)
        {
            writer.WriteLine(text.AsOperand(invariant.Conclusion));
            return;
        }
        var index = invariant.Indices[variable];
        writer.WriteLine($"forall {TermVariables.NameOf(index)}: {TypeOf(index)} do");
        writer.Indent++;
        WriteFrom(invariant, variable + 1, text);
        writer.Indent--;
        writer.WriteLine("end");
    }

    // Murphi has no empty types: a table without cells is left out, and reads of it are printed as 0 and false.
    private IEnumerable<TableLayout> Tables => machine.Recording.Tables.Where(table => table.Length > 0);

    private bool HasValues(Index index) => machine.Ranges.Count(index) > 0;

    private static string NameOf(TableLayout table) => InfixNotation.Murphi.Name(table.Name);

    private static string Value(TableLayout table, int value) =>
        table.Values is null ? value == 0 ? InfixNotation.Murphi.False : InfixNotation.Murphi.True : $"{value}";
}

using System.CodeDom.Compiler;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Proofs.Export;

/// <summary>
/// Writes a machine as a TLA+ module with a configuration for TLC: an action for each step, the sizes as sets, invariants. TypeOK says that
/// cells keep to their domains. (TLA+ ignores an assignment outside a table, so it does not say that there is none: Murphi does.)
/// </summary>
public sealed class TlaModule
{
    private readonly IndentedTextWriter writer;
    private readonly ExportedMachine machine;

    private TlaModule(ExportedMachine machine, IndentedTextWriter writer) => (this.machine, this.writer) = (machine, writer);

    /// <summary>The name of the module, and of its files without their extension: an identifier.</summary>
    public static string Name(ExportedMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return string.Concat(machine.Name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
    }

    /// <summary>The text of the module. The same machine gives the same text.</summary>
    public static string Of(ExportedMachine machine) => IndentedText.Of(writer => new TlaModule(machine, writer).Write());

    /// <summary>The configuration that makes TLC check the invariants in all reachable states. A state without a successor is no error.</summary>
    /// <param name="machine">the machine.</param>
    /// <param name="checksTypes">that cells keep to their domains is checked too.</param>
    public static string Configuration(ExportedMachine machine, bool checksTypes = true)
    {
        ArgumentNullException.ThrowIfNull(machine);
        IEnumerable<string> invariants = [.. checksTypes ? ["TypeOK"] : Array.Empty<string>(), .. machine.Recording.Invariants.Select(i => OperatorOf(i.Name))];
        var checks = string.Concat(invariants.Select(name => $"  {name}\n"));
        return $"SPECIFICATION Spec\nCHECK_DEADLOCK FALSE\n{(checks.Length == 0 ? "" : $"INVARIANTS\n{checks}")}";
    }

    /// <summary>The set of values of an index: in the plural, as a step is called Pin.</summary>
    internal static string SetOf(Index index) => index == Index.Entry ? "Entries" : $"{index}s";

    /// <summary>The operator of a step or an invariant: its words, each with a capital.</summary>
    internal static string OperatorOf(string slug) => string.Concat(slug.Split('-').Select(word => $"{char.ToUpperInvariant(word[0])}{word[1..]}"));

    private void Write()
    {
        writer.WriteLine($"---- MODULE {Name(machine)} ----");
        WriteHeading();
        writer.WriteLine("EXTENDS Integers, TLC");
        writer.WriteLine();
        foreach (var index in Enum.GetValues<Index>())
        {
            writer.WriteLine($"{SetOf(index)} == 0 .. {machine.Ranges.Count(index) - 1}");
        }
        WriteVariables();
        WriteTypes();
        WriteInitial();
        foreach (var step in machine.Recording.Steps)
        {
            new TlaAction(machine, writer).Write(step);
        }
        WriteNext();
        foreach (var invariant in machine.Recording.Invariants)
        {
            WriteInvariant(invariant);
        }
        writer.WriteLine("====");
    }

    private void WriteHeading()
    {
        foreach (var line in machine.Heading)
        {
            writer.WriteLine($"\\* {line}");
        }
        writer.WriteLine($"\\*   java -cp tla2tools.jar tlc2.TLC -config {Name(machine)}.cfg {Name(machine)}.tla");
    }

    private void WriteVariables()
    {
        var tables = machine.Recording.Tables;
        writer.WriteLine();
        writer.WriteLine("VARIABLES");
        writer.Indent++;
        foreach (var table in tables)
        {
            var meaning = ExportedMachine.Meaning(table);
            writer.WriteLine($"{table.Name}{(table == tables[^1] ? "" : ",")}{(meaning is null ? "" : $" \\* {meaning}")}");
        }
        writer.Indent--;
        writer.WriteLine();
        writer.WriteLine($"vars == <<{string.Join(", ", tables.Select(table => table.Name))}>>");
    }

    private void WriteTypes()
    {
        writer.WriteLine();
        writer.WriteLine("TypeOK ==");
        writer.Indent++;
        foreach (var table in machine.Recording.Tables)
        {
            var (low, high) = machine.Ranges.Of(table);
            var values = table.Values is null ? "BOOLEAN" : $"{low} .. {high}";
            var functions = string.Concat(table.Indices.Select(index => $"[{SetOf(index)} -> "));
            writer.WriteLine($"/\\ {table.Name} \\in {functions}{values}{new string(']', table.Indices.Count)}");
        }
        writer.Indent--;
    }

    private void WriteInitial()
    {
        writer.WriteLine();
        writer.WriteLine("Init ==");
        writer.Indent++;
        foreach (var table in machine.Recording.Tables)
        {
            writer.WriteLine($"/\\ {table.Name} = {Contents(table, 0, table.Offset, table.Length)}");
        }
        writer.Indent--;
    }

    // The value of a part of a table: its cells from `first` on, which share the indices before `index`.
    private string Contents(TableLayout table, int index, int first, int length)
    {
        if (index == table.Indices.Count)
        {
            var value = table.Length == 0 ? 0 : machine.Recording.Initial[first];
            return table.Values is null ? value == 0 ? InfixNotation.Tla.False : InfixNotation.Tla.True : $"{value}";
        }
        // A function on the empty set needs an expression for its values all the same.
        var count = Math.Max(1, machine.Ranges.Count(table.Indices[index]));
        var parts = Enumerable.Range(0, count).Select(i => Contents(table, index + 1, first + i * (length / count), length / count)).ToList();
        return parts.Distinct().Count() == 1
            ? $"[k{index + 1} \\in {SetOf(table.Indices[index])} |-> {parts[0]}]"
            : $"({string.Join(" @@ ", parts.Select((part, i) => $"{i} :> {part}"))})";
    }

    private void WriteNext()
    {
        writer.WriteLine();
        writer.WriteLine("Next ==");
        writer.Indent++;
        foreach (var step in machine.Recording.Steps)
        {
            var quantifiers = step.Parameters.Select(index => $"\\E {TermVariables.NameOf(index)} \\in {SetOf(index)} : ");
            writer.WriteLine($"\\/ {string.Concat(quantifiers)}{TlaAction.Call(step)}");
        }
        writer.Indent--;
        writer.WriteLine();
        writer.WriteLine("Spec == Init /\\ [][Next]_vars");
    }

    private void WriteInvariant(RecordedInvariant invariant)
    {
        writer.WriteLine();
        foreach (var sentence in machine.Sentences(invariant))
        {
            writer.WriteLine($"\\* {sentence}");
        }
        writer.WriteLine($"{OperatorOf(invariant.Name)} ==");
        InfixText text = new(machine.Ranges, InfixNotation.Tla);
        for (var variable = 0; variable <= invariant.Indices.Count; variable++)
        {
            writer.Indent++;
            var premises = ExportedMachine.PremisesOn(invariant, variable);
            if (premises.Count > 0)
            {
                writer.WriteLine($"{text.AsPremise(premises)} =>");
            }
            writer.WriteLine(variable == invariant.Indices.Count
                ? text.AsOperand(invariant.Conclusion)
                : $"\\A {TermVariables.NameOf(invariant.Indices[variable])} \\in {SetOf(invariant.Indices[variable])} :");
        }
        writer.Indent = 0;
    }
}

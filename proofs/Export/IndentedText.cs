using System.CodeDom.Compiler;
using System.Globalization;

namespace Vmemmap.Proofs.Export;

/// <summary>A text in lines that are indented by two spaces for each level, the same on every machine.</summary>
internal static class IndentedText
{
    /// <summary>The text that is written.</summary>
    public static string Of(Action<IndentedTextWriter> write)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using IndentedTextWriter indented = new(text, "  ") { NewLine = "\n" };
        write(indented);
        return $"{text}";
    }
}

using System.Linq.Expressions;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Vmemmap.Properties.Compilation;

/// <summary>
/// Tells what an expression says, whatever objects it is made of: two that have the same key do the same. Variables, labels, types and methods are numbered as they are met. That costs less than a tenth of what compiling does.
/// </summary>
internal sealed class CodeKey : ExpressionVisitor
{
    private readonly BinaryWriter writer;
    private readonly Dictionary<object, int> numbers = new(ReferenceEqualityComparer.Instance);

    private CodeKey(BinaryWriter writer) => this.writer = writer;

    /// <summary>The key of an expression: SHA-256 of what it says.</summary>
    /// <exception cref="NotSupportedException">It has an operation, or a constant, of a kind that no code here is made of.</exception>
    public static string Of(Expression expression)
    {
        using MemoryStream text = new();
        using BinaryWriter written = new(text, Encoding.UTF8);
        _ = new CodeKey(written).Visit(expression);
        written.Flush();
        return Convert.ToHexString(SHA256.HashData(text.GetBuffer().AsSpan(0, (int)text.Length)));
    }

    /// <inheritdoc/>
    public override Expression? Visit(Expression? node)
    {
        // Each kind is told from the others, and what it consists of from what follows it.
        writer.Write(node is null ? byte.MaxValue : (byte)node.NodeType);
        if (node is null)
        {
            return null;
        }
        Write(node.Type);
        switch (node)
        {
            case LambdaExpression lambda:
                writer.Write(lambda.Parameters.Count);
                break;
            case BlockExpression block:
                writer.Write(block.Variables.Count);
                writer.Write(block.Expressions.Count);
                break;
            case ConstantExpression constant:
                Write(constant);
                break;
            case ParameterExpression parameter:
                Write(parameter);
                break;
            case LabelExpression label:
                Write(label.Target);
                break;
            case GotoExpression jump:
                writer.Write((byte)jump.Kind);
                Write(jump.Target);
                break;
            case LoopExpression { ContinueLabel: null } loop:
                Write(loop.BreakLabel);
                break;
            case MethodCallExpression call:
                Write(call.Method);
                break;
            case IndexExpression { Indexer: null } cell:
                writer.Write(cell.Arguments.Count);
                break;
            case BinaryExpression { Method: null, Conversion: null } or UnaryExpression { Method: null } or ConditionalExpression or DefaultExpression:
                break;
            default:
                throw new NotSupportedException($"'{node}' is of a kind that is not known ({node.NodeType}).");
        }
        return base.Visit(node);
    }

    // With its type it is told from the same number of another type.
    private void Write(ConstantExpression constant) => writer.Write(constant.Value switch
    {
        bool truth when constant.Type == typeof(bool) => truth ? 1UL : 0,
        int number when constant.Type == typeof(int) => (ulong)number,
        uint number when constant.Type == typeof(uint) => number,
        ulong number when constant.Type == typeof(ulong) => number,
        _ => throw new NotSupportedException($"'{constant}' is a constant of a type that is not known ({constant.Type})."),
    });

    // Where it is met first by its name, unless only this expression has it.
    private void Write(object? one)
    {
        if (one is null)
        {
            writer.Write(-1);
            return;
        }
        var isKnown = numbers.TryGetValue(one, out var number);
        number = isKnown ? number : numbers.Count;
        numbers[one] = number;
        writer.Write(number);
        if (!isKnown)
        {
            writer.Write(one switch
            {
                Type type => type.AssemblyQualifiedName ?? throw new NotSupportedException($"The type '{type}' has no name."),
                MethodInfo method => $"{method.DeclaringType!.AssemblyQualifiedName}: {method}",
                ParameterExpression or LabelTarget => "",
                _ => throw new NotSupportedException($"'{one}' is no part of an expression that is known."),
            });
        }
    }
}

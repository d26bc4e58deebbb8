using System.Text;
using System.Text.Json.Serialization.Metadata;
using OpsCenter.Journal.Catalogue;

namespace OpsCenter.Journal.Tests;

/// <summary>Writes the catalogue as text: every name with the members of its data, as they stand in journals.</summary>
internal static class Shapes
{
    internal static string Of(EventCatalogue catalogue)
    {
        var text = new StringBuilder();
        foreach (var type in catalogue.Types.OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            text.Append(type.Name).Append('\n');
            Members(text, EventJson.Default.GetTypeInfo(type.Type)!, "  ");
        }
        return text.ToString();
    }

    private static void Members(StringBuilder text, JsonTypeInfo type, string indent)
    {
        foreach (var member in type.Properties.Where(member => member.Set is not null).OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            bool nullable = Nullable.GetUnderlyingType(member.PropertyType) is not null || (!member.PropertyType.IsValueType && member.IsGetNullable);
            var kind = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
            string words = kind.IsEnum ? $" ({string.Join(' ', Enum.GetNames(kind))})" : "";
            text.Append(indent).Append(member.Name).Append(": ").Append(kind.Name).Append(nullable ? "?" : "").Append(words).Append('\n');
            if (EventJson.Default.GetTypeInfo(kind) is { Kind: JsonTypeInfoKind.Object } part) Members(text, part, indent + "  ");
        }
    }
}

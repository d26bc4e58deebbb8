using System.Collections;
using System.Globalization;
using System.Reflection;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Territory;

namespace OpsCenter.Grains.Tests;

/// <summary>Every field of an object and of all that it holds, as sorted lines: what a snapshot forgets shows, whoever added it.</summary>
internal static class Fields
{
    internal static string[] Of(object root)
    {
        List<string> lines = [];
        Walk("", root, lines);
        lines.Sort(StringComparer.Ordinal);
        return [.. lines];
    }

    private static void Walk(string path, object? value, List<string> lines)
    {
        switch (value)
        {
            case null: lines.Add($"{path} = null"); break;
            case CityPlan: break; // given at the start, not folded
            case DateTimeOffset at: lines.Add($"{path} = {at.UtcTicks}"); break;
            case IFormattable plain when value.GetType().IsPrimitive || value.GetType().Namespace == "System": lines.Add($"{path} = {plain.ToString(null, CultureInfo.InvariantCulture)}"); break;
            case bool or string or Enum: lines.Add($"{path} = {value}"); break;
            case PriorityQueue<Due, Due> queue: Walk(path, queue.UnorderedItems.Select(item => item.Element).Order().ToList(), lines); break;
            case IDictionary table:
                foreach (DictionaryEntry row in table) Walk($"{path}[{row.Key}]", row.Value, lines);
                break;
            case IEnumerable list:
                int index = 0;
                foreach (object? item in list) Walk($"{path}[{index++}]", item, lines);
                break;
            default:
                for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
                    foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
                        Walk($"{path}.{field.Name}", field.GetValue(value), lines);
                break;
        }
    }
}

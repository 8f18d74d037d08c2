using System.Globalization;
using System.Text;

namespace TorchSharp;

public static partial class torch
{
    private static string _floatFormat = "g5";
    private static string _newLine = "\n";

    /// <summary>How tensors are printed where no style is asked for.</summary>
    public static TensorStringStyle TensorStringStyle { get; set; } = TensorStringStyle.Julia;

    public static void set_printoptions(TensorStringStyle? style = null, string floatFormat = null, int? linewidth = null, string newLine = null, int? maxRows = null, int? maxColumns = null)
    {
        TensorStringStyle = style ?? TensorStringStyle;
        _floatFormat = floatFormat ?? _floatFormat;
        _newLine = newLine ?? _newLine;
    }

    public static void set_printoptions(int precision, int? linewidth = null, string newLine = null, bool sci_mode = false, int? maxRows = null, int? maxColumns = null) =>
        set_printoptions(floatFormat: $"{(sci_mode ? 'e' : 'g')}{precision}", newLine: newLine);

    public partial class Tensor
    {
        public override string ToString() => ToString(TensorStringStyle.Metadata);

        public string ToString(bool disamb, string fltFormat = null, int? width = null, CultureInfo cultureInfo = null, string newLine = null) =>
            ToString(TensorStringStyle.Default, fltFormat, width, cultureInfo, newLine);

        public string ToString(TensorStringStyle style, string fltFormat = null, int? width = null, CultureInfo cultureInfo = null, string newLine = null)
        {
            if (IsInvalid) return "Tensor invalid -- empty handle.";
            if (style == TensorStringStyle.Default) style = torch.TensorStringStyle;
            var print = new Printer(fltFormat ?? _floatFormat, cultureInfo ?? CultureInfo.InvariantCulture, newLine ?? _newLine);
            return style switch
            {
                TensorStringStyle.Metadata => Metadata(),
                TensorStringStyle.Julia => print.Julia(this, Metadata()),
                TensorStringStyle.CSharp => print.Brackets(this, "{", "}", ", ", $"{dtype}, device = {device}, value = "),
                _ => print.Brackets(this, "[", "]", " ", ""),
            };
        }

        private string Metadata()
        {
            var sizes = string.Join("x", shape);
            var named = string.IsNullOrEmpty(name) ? "" : $", name = {name}";
            return $"[{sizes}], type = {dtype}, device = {device}{named}";
        }

        private sealed class Printer(string format, CultureInfo culture, string newLine)
        {
            internal string Julia(Tensor tensor, string head)
            {
                using var scope = NewDisposeScope();
                var text = new StringBuilder(head);
                if (tensor.dim() == 0) return text.Append($", value = {Element(tensor)}").ToString();
                text.Append(newLine);
                Slices(text, tensor.detach().cpu(), "");
                return text.ToString();
            }

            private void Slices(StringBuilder text, Tensor tensor, string place)
            {
                if (tensor.dim() <= 2)
                {
                    if (place != "") text.Append($"[{place}..,..] ={newLine}");
                    foreach (var row in tensor.dim() == 1 ? [tensor] : tensor.unbind())
                        text.Append(' ').AppendJoin(' ', row.unbind().Select(Element)).Append(newLine);
                    return;
                }
                var parts = tensor.unbind();
                for (var i = 0; i < parts.Length; i++) Slices(text, parts[i], $"{place}{i},");
            }

            internal string Brackets(Tensor tensor, string open, string close, string between, string head)
            {
                using var scope = NewDisposeScope();
                return head + Nested(tensor.detach().cpu(), open, close, between, 1);
            }

            private string Nested(Tensor tensor, string open, string close, string between, int depth)
            {
                if (tensor.dim() == 0) return Element(tensor);
                var gap = tensor.dim() == 1 ? between : between.TrimEnd() + newLine + new string(' ', depth);
                return open + string.Join(gap, tensor.unbind().Select(part => Nested(part, open, close, between, depth + 1))) + close;
            }

            private string Element(Tensor element) => element.dtype switch
            {
                ScalarType.Bool => element.ToBoolean().ToString(),
                ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64 => element.ToComplexFloat64().ToString(format, culture),
                var type when torch.is_floating_point(type) => element.ToDouble().ToString(format, culture),
                _ => element.ToInt64().ToString(culture),
            };
        }
    }
}

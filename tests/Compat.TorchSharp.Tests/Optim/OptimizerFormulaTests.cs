using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;
using Parameter = TorchSharp.Modules.Parameter;

namespace Eegavi.Compat.TorchSharp.Tests.Optim;

/// <summary>Each optimiser against its own formula in plain numbers, over several steps in float64.</summary>
public class OptimizerFormulaTests
{
    private const double Lr = 0.1;
    private static readonly double[] First = [0.5, -1.5, 2.0];

    /// <summary>One number's update: its value, gradient, step (from 1) and two memories.</summary>
    private delegate double Rule(double p, double g, int t, double[] m);

    // The gradient of sum(c p^2 / 2 + p): differs with each step and element.
    private static double Gradient(double p, int i) => ((i + 1) * p) + 1;

    private static void Check(Func<IEnumerable<Parameter>, Optimizer> make, Rule rule)
    {
        var parameter = nn.Parameter(tensor(First));
        using var optimizer = make([parameter]);
        var (expected, memory) = (First.ToArray(), First.Select(_ => new double[4]).ToArray());
        var scale = tensor(new double[] { 1, 2, 3 });
        for (var t = 1; t <= 7; t++)
        {
            optimizer.zero_grad();
            ((parameter * parameter * scale / 2) + parameter).sum().backward();
            optimizer.step();
            for (var i = 0; i < 3; i++) expected[i] = rule(expected[i], Gradient(expected[i], i), t, memory[i]);
            parameter.data<double>().ToArray().Should().Equal(expected, (a, b) => Math.Abs(a - b) < 1e-12);
        }
    }

    private static Rule AdamRule(double decay = 0, bool decoupled = false, bool amsgrad = false, double sign = 1) => (p, g, t, m) =>
    {
        g *= sign;
        if (decoupled) p *= 1 - (Lr * decay);
        else g += decay * p;
        m[0] = (0.8 * m[0]) + (0.2 * g);
        m[1] = (0.95 * m[1]) + (0.05 * g * g);
        m[2] = Math.Max(m[2], m[1]);
        var square = amsgrad ? m[2] : m[1];
        return p - (Lr / (1 - Math.Pow(0.8, t)) * m[0] / (Math.Sqrt(square / (1 - Math.Pow(0.95, t))) + 1e-3));
    };

    [Fact]
    public void AdamW_Formula()
    {
        Check(p => AdamW(p, Lr, 0.8, 0.95, 1e-3, 0.3), AdamRule(0.3, true));
        Check(p => AdamW(p, Lr, 0.8, 0.95, 1e-3, 0.3, amsgrad: true), AdamRule(0.3, true, true));
        Check(p => AdamW(p, Lr, 0.8, 0.95, 1e-3, maximize: true), AdamRule(sign: -1));
    }

    [Fact]
    public void Adam_Formula()
    {
        Check(p => Adam(p, Lr, 0.8, 0.95, 1e-3, 0.3), AdamRule(0.3));
        Check(p => Adam(p, Lr, 0.8, 0.95, 1e-3, amsgrad: true), AdamRule(amsgrad: true));
    }

    private static Rule SgdRule(double momentum, double dampening, double decay, bool nesterov) => (p, g, t, m) =>
    {
        g += decay * p;
        m[0] = t == 1 ? g : (momentum * m[0]) + ((1 - dampening) * g);
        return p - (Lr * (momentum == 0 ? g : nesterov ? g + (momentum * m[0]) : m[0]));
    };

    [Fact]
    public void Sgd_Formula()
    {
        Check(p => SGD(p, Lr), SgdRule(0, 0, 0, false));
        Check(p => SGD(p, Lr, momentum: 0.9, dampening: 0.2, weight_decay: 0.1), SgdRule(0.9, 0.2, 0.1, false));
        Check(p => SGD(p, Lr, momentum: 0.9, nesterov: true), SgdRule(0.9, 0, 0, true));
    }

    private static Rule RmsRule(double momentum, bool centered) => (p, g, _, m) =>
    {
        g += 0.1 * p;
        m[0] = (0.9 * m[0]) + (0.1 * g * g);
        m[1] = (0.9 * m[1]) + (0.1 * g);
        var step = g / (Math.Sqrt(centered ? m[0] - (m[1] * m[1]) : m[0]) + 1e-3);
        m[2] = (momentum * m[2]) + step;
        return p - (Lr * m[2]);
    };

    [Fact]
    public void RmsProp_Formula()
    {
        Check(p => RMSProp(p, Lr, alpha: 0.9, eps: 1e-3, weight_decay: 0.1), RmsRule(0, false));
        Check(p => RMSProp(p, Lr, alpha: 0.9, eps: 1e-3, weight_decay: 0.1, momentum: 0.5, centered: true), RmsRule(0.5, true));
    }

    [Fact]
    public void Adagrad_Formula() =>
        Check(p => Adagrad(p, Lr, lr_decay: 0.2, weight_decay: 0.1, initial_accumulator_value: 0.5, eps: 1e-3), (p, g, t, m) =>
        {
            g += 0.1 * p;
            m[0] = (t == 1 ? 0.5 : m[0]) + (g * g);
            return p - (Lr / (1 + ((t - 1) * 0.2)) * g / (Math.Sqrt(m[0]) + 1e-3));
        });

    [Fact]
    public void NAdam_Formula() =>
        Check(p => NAdam(p, Lr, 0.8, 0.95, 1e-3, 0.1, momentum_decay: 0.05), (p, g, t, m) =>
        {
            g += 0.1 * p;
            var (now, next) = (0.8 * (1 - (0.5 * Math.Pow(0.96, t * 0.05))), 0.8 * (1 - (0.5 * Math.Pow(0.96, (t + 1) * 0.05))));
            m[2] = (t == 1 ? 1 : m[2]) * now;
            m[0] = (0.8 * m[0]) + (0.2 * g);
            m[1] = (0.95 * m[1]) + (0.05 * g * g);
            var divisor = Math.Sqrt(m[1] / (1 - Math.Pow(0.95, t))) + 1e-3;
            return p - (Lr * (1 - now) / (1 - m[2]) * g / divisor) - (Lr * next / (1 - (m[2] * next)) * m[0] / divisor);
        });

    [Fact]
    public void RAdam_Formula() =>
        Check(p => RAdam(p, Lr, 0.8, 0.95, 1e-3, 0.1), (p, g, t, m) =>
        {
            g += 0.1 * p;
            m[0] = (0.8 * m[0]) + (0.2 * g);
            m[1] = (0.95 * m[1]) + (0.05 * g * g);
            var (bias1, bias2) = (1 - Math.Pow(0.8, t), 1 - Math.Pow(0.95, t));
            const double limit = (2 / 0.05) - 1;
            var length = limit - (2 * t * Math.Pow(0.95, t) / bias2);
            if (length <= 5) return p - (Lr * m[0] / bias1);
            var rectified = Math.Sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length));
            return p - (Lr * m[0] / bias1 * rectified * Math.Sqrt(bias2) / (Math.Sqrt(m[1]) + 1e-3));
        });

    [Fact]
    public void LargeAndTransposedParameters_MoveLikeSmallOnes()
    {
        manual_seed(3);
        var start = randn(601, 517);                     // more than two blocks, and no whole number of them
        var grad = randn(601, 517);
        Parameter[] Run(params Parameter[] parameters)
        {
            var optimizer = AdamW(parameters, Lr, weight_decay: 0.1);
            for (var t = 0; t < 3; t++)
            {
                var row = 0L;
                foreach (var parameter in parameters)
                {
                    parameter.grad = (parameters.Length == 1 ? grad : grad[row++].unsqueeze(0)).clone();
                }

                optimizer.step();
            }

            return parameters;
        }

        var whole = Run(nn.Parameter(start.clone()))[0];
        var rows = Run([.. Enumerable.Range(0, 601).Select(i => nn.Parameter(start[i].unsqueeze(0).clone()))]);
        cat(rows).Equals(whole).Should().BeTrue("the same operations run on the same numbers");
        var transposed = Run(nn.Parameter(start.t().contiguous().t()))[0];
        transposed.is_contiguous().Should().BeFalse();
        transposed.ShouldBeClose(whole, 1e-6);
    }
}

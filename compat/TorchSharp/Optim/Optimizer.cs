using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Optimisers and their learning rates.</summary>
    public static partial class optim
    {
        /// <summary>What has a learning rate: a group of parameters.</summary>
        public interface ILearningRateController
        {
            /// <summary>The rate of the next step.</summary>
            double LearningRate { get; set; }

            /// <summary>The rate that schedules start from.</summary>
            double InitialLearningRate { get; set; }
        }

        /// <summary>What has a momentum that schedules may change.</summary>
        public interface IMomentum
        {
            /// <summary>The momentum.</summary>
            double Momentum { get; set; }
        }

        /// <summary>What has two betas that schedules may change.</summary>
        public interface IBetas
        {
            /// <summary>The shares of the past in the averages of the gradient and of its square.</summary>
            (double, double) Betas { get; set; }
        }

        /// <summary>Base of all optimisers.</summary>
        public abstract partial class Optimizer : IDisposable
        {
            /// <summary>Groups in the order of adding.</summary>
            protected IList<ParamGroup> _parameter_groups;

            /// <summary>For derived classes; there is no native optimiser behind this one.</summary>
            protected Optimizer(IntPtr handle)
            {
            }

            /// <summary>Groups of parameters with their learning rates.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            /// <summary>Changes the parameters once by their gradients.</summary>
            /// <returns>The loss of the closure, or null.</returns>
            public virtual Tensor step(Func<Tensor> closure = null) => throw new NotSupportedException("This optimizer has no step().");

            /// <summary>Fills all gradients with zero.</summary>
            public virtual void zero_grad()
            {
                foreach (var parameter in parameters())
                {
                    using var grad = parameter.grad;
                    grad?.zero_();
                }
            }

            /// <summary>All parameters.</summary>
            public virtual IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

            /// <summary>Adds a group of parameters.</summary>
            /// <remarks>The real base class throws exactly this too; every optimiser overrides it, through <see cref="Modules.OptimizerHelper"/>.</remarks>
            public virtual void add_param_group(ParamGroup param_group) => throw new NotImplementedException("add_param_group");

            /// <summary>Releases the state.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Releases the state.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (disposing)
                {
                    Release();
                }
            }

            private protected virtual void Release()
            {
            }

            /// <summary>Options of the groups and state of the parameters; the live objects.</summary>
            public class StateDictionary
            {
                internal StateDictionary()
                {
                }

                /// <summary>One entry a group.</summary>
                public List<OptimizerOptions> Options { get; } = new();

                /// <summary>One entry a parameter.</summary>
                public List<OptimizerState> State { get; } = new();

                /// <summary>For each group, where in <see cref="State"/> its parameters are.</summary>
                public List<List<int>> StateIndexRef { get; } = new();
            }
        }
    }
}
